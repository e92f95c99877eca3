/** A hono handler that returns a constant of so many bytes: what the server is measured against. */
import process from 'node:process';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const constant = JSON.stringify({ text: 'x'.repeat(Number(process.argv[2]) - 11) });
const app = new Hono();
app.get('/v2/room/:room', (c) => {
  c.header('Content-Type', 'application/json');
  return c.body(constant);
});
const listener = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.on('SIGTERM', () => {
  listener.close();
  process.exit(0);
});
