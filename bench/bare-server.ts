/**
 * The floor of the page: a bare page whose websocket echoes a click, or brings what a script prints, and does no more.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface BareServer {
  readonly address: string;
  close(): void;
}

const AHEAD = 1 << 20; // bytes under way before the child waits; the window of the real socket

const HTML = `<!doctype html><meta charset="utf-8"><title>bare</title><button id="go">Go</button><button id="bash">Go</button><div id="echo"></div>
<script>
  const socket = new WebSocket('ws://' + location.host);
  socket.binaryType = 'arraybuffer';
  const open = new Promise((resolve) => (socket.onopen = resolve));
  let done = () => {};
  socket.onmessage = ({ data }) => {
    if (typeof data !== 'string') return;
    if (data === 'end') return done();
    const line = document.createElement('div');
    line.className = 'gp-line';
    line.textContent = data;
    document.querySelector('#echo').append(line);
  };
  document.querySelector('#go').onclick = () => socket.send('echo x');
  document.querySelector('#bash').onclick = () => socket.send('bash echo x');
  globalThis.received = async (script) => {
    await open;
    const start = performance.now();
    return new Promise((resolve) => {
      done = () => requestAnimationFrame(() => resolve(performance.now() - start));
      socket.send('run ' + script);
    });
  };
</script>`;

export async function bareServer(): Promise<BareServer> {
  const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(HTML));
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('message', (message: Buffer) => {
      const text = message.toString();
      if (text.startsWith('run ')) run(socket, text.slice(4));
      else if (text.startsWith('bash ')) firstLine(socket, text.slice(5));
      else socket.send(text.slice(5));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
    },
  };
}

function firstLine(socket: WebSocket, script: string): void {
  const { stdout } = spawn('bash', ['--noprofile', '--norc', '-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  stdout.once('data', (bytes: Buffer) => socket.send(bytes.toString().trimEnd()));
}

function run(socket: WebSocket, script: string): void {
  const { stdout } = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  stdout.on('data', (bytes: Buffer) => {
    socket.send(bytes, () => socket.bufferedAmount < AHEAD / 2 && stdout.resume());
    if (socket.bufferedAmount > AHEAD) stdout.pause();
  });
  stdout.on('close', () => socket.send('end'));
}
