/**
 * Stops with one clear sentence where an npm script would run on a Node that is too old.
 *
 * The project brings its own Node (the `node` package), and npm puts it first on the path of every
 * script; this fails only where it was not installed, or where a script is started without npm.
 */
import process from 'node:process';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `hypchat's scripts need Node 22.18 or later, and this is ${process.version} (${process.execPath}).\n` +
      'The project brings its own: run `npm ci`, then start scripts by `npm run …`.',
  );
  process.exit(1);
}
