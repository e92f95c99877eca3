#!/usr/bin/env node
// A file of its own, so that npm can link the command before the first build.
import process from 'node:process';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 22) {
  console.error(`hypchat needs Node 22 or later, and this is ${process.versions.node}`);
  process.exitCode = 2;
} else {
  await import('../dist/cli.js');
}
