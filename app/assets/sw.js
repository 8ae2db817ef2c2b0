// The site without a network. It keeps the files of one build, all or none, and answers with them; it hears no messages,
// and puts nothing in its store but the files that the build listed. The prerenderer fills in the version and the list.
const FILES = LIST;
const SCOPE = new URL(self.registration.scope);
const OURS = `final-stage ${SCOPE.pathname} `;
const STORE = `${OURS}VERSION`;

// Names with a hash of their contents: what an older build has under such a name is the same.
const isNamedByContents = (file) => /-[0-9a-f]{12,16}(_bg)?\.\w+$/.test(file);

const keep = async (store, file) => {
  const address = new URL(file, SCOPE);
  const held = isNamedByContents(file) && (await caches.match(address));
  const response = held || (await fetch(address, { cache: "no-cache" }));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  // Some hosts lead from 404.html to another address, and a browser takes no such answer for a page.
  const { status, headers } = response;
  await store.put(address, response.redirected ? new Response(response.body, { status, headers }) : response);
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil((async () => {
    const store = await caches.open(STORE);
    // A few at a time: a page that is being read goes first.
    const files = FILES.values();
    await Promise.all(Array.from({ length: 4 }, async () => {
      for (const file of files) await keep(store, file);
    }));
  })().catch(async (error) => {
    await caches.delete(STORE);
    throw error;
  }));
});

// Pages of the build before may still be open, and want their files: one older store stays.
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const stores = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== STORE);
  await Promise.all(stores.slice(0, -1).map((name) => caches.delete(name)));
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return;
  event.respondWith(answer(request));
});

const answer = async (request) => {
  const store = await caches.open(STORE);
  // Choices and samples stand behind a question mark, and are no other page.
  const held = (await store.match(request, { ignoreSearch: true })) ?? (await caches.match(request, { ignoreSearch: true }));
  if (held) return held;
  try {
    return await fetch(request);
  } catch (error) {
    if (request.mode !== "navigate") throw error;
    const folder = new URL(`${new URL(request.url).pathname}/`, SCOPE);
    if (await store.match(folder)) return Response.redirect(folder, 302);
    return (await store.match(new URL("404.html", SCOPE))) ?? Response.error();
  }
};
