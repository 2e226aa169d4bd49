const backend = `http://127.0.0.1:${process.env.BACKEND_PORT ?? 8000}`

export default {
  server: {
    host: '127.0.0.1',
    port: Number(process.env.FRONTEND_PORT ?? 5173),
    strictPort: true, // another port than the one announced would be a silent fallback
    proxy: { '/api': { target: backend, rewrite: (path) => path.replace(/^\/api/, '') } },
  },
}
