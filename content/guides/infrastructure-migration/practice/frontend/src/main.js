const status = document.querySelector('#health')

async function showHealth() {
  try {
    const response = await fetch('/api/health')
    const body = await response.json()
    status.dataset.healthy = String(response.ok)
    status.textContent = response.ok
      ? `Backend healthy. Database ${body.database}, pgvector ${body.pgvector}.`
      : `Backend unhealthy. ${body.detail}`
  } catch {
    status.dataset.healthy = 'false'
    status.textContent = 'The backend does not answer.'
  }
}

showHealth()
setInterval(showHealth, 5000)
