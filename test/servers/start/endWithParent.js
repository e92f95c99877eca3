/** Ends a server with the process that started it, however that ended: its standard input is closed then. */
import process from 'node:process';

process.stdin.resume();
process.stdin.once('end', () => process.kill(process.pid, 'SIGTERM'));
