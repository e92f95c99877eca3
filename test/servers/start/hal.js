/**
 * Starts a12n-server with the people of its own seed, on the loopback address, and prints its address and a token of
 * its administrator.
 *
 * It needs a database by network: that is Postgres too, compiled to WebAssembly.
 */
import { createRequire } from 'node:module';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const require = createRequire(import.meta.url);
/** A module of the server, which exports few of them. */
const own = (path) =>
  import(pathToFileURL(require.resolve('@curveball/a12n-server').replace(/index\.js$/, path)).href);

const socket = new PGLiteSocketServer({
  ...{ db: await PGlite.create(), host: '127.0.0.1', port: 0, maxConnections: 20 },
});
await socket.start();
const [, port] = socket.getServerConn().split(':');
Object.assign(process.env, {
  ...{ DB_DRIVER: 'pg', DB_HOST: '127.0.0.1', DB_PORT: port, DB_USER: 'postgres' },
  ...{ DB_PASSWORD: 'postgres', DB_DATABASE: 'postgres', PUBLIC_URI: 'http://localhost/' },
});
const database = await own('database.js');
await database.init();
await database.default.seed.run();
// It compares the moment with parts of seconds, which its other databases take for integers and Postgres does not.
await database.default.raw(
  'ALTER TABLE oauth2_tokens ALTER COLUMN access_token_expires TYPE double precision',
);
await (await own('server-settings.js')).load();
const { Application } = createRequire(require.resolve('@curveball/a12n-server'))('@curveball/core');
const app = new Application();
app.use((await own('main-mw.js')).default());

const { PrincipalService } = await own('principal/service.js');
const { create: createIdentity } = await own('principal-identity/service.js');
const principals = new PrincipalService('insecure');
const admin = await principals.findByIdentity('mailto:admin@example.com');

/** One more of its principals, by its own service. */
const add = (type, nickname) =>
  principals.save({
    ...{ type, nickname, active: true, createdAt: new Date(), modifiedAt: new Date() },
  });
// It has a hundred users on a page: with the four of its seed these are 110, on two.
const groups = [];
for (const name of ['Ops', 'Design', 'Sales']) groups.push(await add('group', name));
for (let index = 0; index < 106; index += 1) {
  const user = await add('user', `user-${index}`);
  const uri = `mailto:user-${index}@example.com`;
  await createIdentity({
    ...{ principal: user, uri, isPrimary: true, isMfa: false, label: null, markVerified: true },
  });
  if (index < 9) await principals.addMember(groups[index % 3], user);
}

const { generateTokenDeveloperToken } = await own('oauth2/service.js');
const { accessToken } = await generateTokenDeveloperToken({ principal: admin });
const server = app.listen(0, '127.0.0.1');
server.once('listening', () => {
  console.log(`listening at http://127.0.0.1:${server.address().port} ${accessToken}`);
});
