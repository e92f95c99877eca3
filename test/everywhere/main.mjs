/** Node, Deno and Bun: `main.mjs FILE ARGUMENT…` prints what the program's `run` gives, as JSON. Knows no types, so that packed packages can be run by it as well. */
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [file, ...args] = process.argv.slice(2);
const { run } = await import(pathToFileURL(file).href);
console.log(JSON.stringify(await run(args)));
