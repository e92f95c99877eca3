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
// Holds the loop for a second of work: a fault that is planted.
app.get('/hold', (c) => {
  const start = process.cpuUsage();
  const worked = () => process.cpuUsage(start).user + process.cpuUsage(start).system;
  while (worked() < 1_000_000);
  return c.text('held');
});
const listener = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.on('SIGTERM', () => {
  listener.close();
  process.exit(0);
});
