/** Starts json-server with a small blog, on the loopback address, and prints its address. */
import { createRequire } from 'node:module';

const jsonServer = createRequire(import.meta.url)('json-server');

const authors = ['Ada', 'Bo', 'Chidi', 'Dee'].map((name, index) => ({
  id: index + 1,
  name,
  email: `${name.toLowerCase()}@example.com`,
  // The last one has no mentor, which is said, and the one before says nothing of it.
  ...(index === 3 ? { mentorId: null } : index === 2 ? {} : { mentorId: index + 2 }),
}));
const posts = Array.from({ length: 12 }, (_, index) => ({
  id: index + 1,
  title: `Post ${index + 1}`,
  authorId: (index % 3) + 1,
}));
const comments = Array.from({ length: 45 }, (_, index) => ({
  id: index + 1,
  body: `Comment ${index + 1}`,
  likes: index % 7,
  postId: (index % 11) + 1,
}));

const app = jsonServer.create();
app.use(jsonServer.router({ authors, posts, comments }));
const listening = app.listen(0, '127.0.0.1', () => {
  console.log(`listening at http://127.0.0.1:${listening.address().port}`);
});
