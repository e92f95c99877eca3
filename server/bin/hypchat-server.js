#!/usr/bin/env node
// A file of its own, so that npm can link the command before the first build, and an older Node gets to read it.
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`hypchat-server needs Node 22.13 or later, and this is ${process.versions.node}`);
  process.exitCode = 2;
} else {
  await import('../dist/cli.js');
}
