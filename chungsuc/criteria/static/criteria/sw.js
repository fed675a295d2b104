// Keeps the pages of entry on the device, so that they open without a signal. Figures and photographs are not its
// business: they lie in the page's own queue and are sent by the page.
"use strict";
var PAGES = "khai-trang-1", STATIC = "khai-tinh-1", WHO = "/khai/__ai", KEPT = ["KEPT"];

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(STATIC).then(function (cache) { return cache.addAll(KEPT); })
    .then(function () { return self.skipWaiting(); }));
});
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

// Pages belong to one account: another one's first visit, or signing out, takes them off the device.
function forAccount(account) {
  return caches.open(PAGES).then(function (cache) {
    return cache.match(WHO).then(function (kept) { return kept ? kept.text() : ""; }).then(function (known) {
      if (known === account) { return cache; }
      return caches.delete(PAGES).then(function () { return caches.open(PAGES); }).then(function (fresh) {
        return fresh.put(WHO, new Response(account)).then(function () { return fresh; });
      });
    });
  });
}
function keep(cache, address) {
  return fetch(address, { credentials: "same-origin", redirect: "manual", headers: { Accept: "text/html" } })
    .then(function (answer) { return answer.ok ? cache.put(address, answer) : null; });
}
self.addEventListener("message", function (event) {
  var told = event.data || {};
  if (!told.account) { return; }
  event.waitUntil(forAccount(String(told.account)).then(function (cache) {
    return (told.keep || []).reduce(function (before, address) {
      return before.then(function () { return cache.match(address); })
        .then(function (kept) { return kept && !told.again ? null : keep(cache, address); });
    }, Promise.resolve());
  }).then(function () { if (event.source) { event.source.postMessage({ kept: (told.keep || []).length }); } })
    .catch(function () { /* no signal: what was kept before stays */ }));
});

function page(event) {
  return fetch(event.request).then(function (answer) {
    if (answer.ok && answer.type === "basic" && !answer.redirected) {
      var copy = answer.clone();
      event.waitUntil(caches.open(PAGES).then(function (cache) { return cache.put(event.request.url, copy); }));
    }
    return answer;
  }).catch(function () {
    return caches.open(PAGES).then(function (cache) { return cache.match(event.request, { ignoreSearch: true }); })
      .then(function (kept) { return kept || caches.match("OFFLINE_START"); })
      .then(function (kept) { return kept || unknown(); });
  });
}
function unknown() {
  var text = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Mất mạng</title><h1>Đang mất mạng</h1>" +
    "<p>Trang này chưa được lưu trên máy. Số liệu và ảnh đã nhập vẫn còn. Hãy mở lại khi có mạng.</p></html>";
  return new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
self.addEventListener("fetch", function (event) {
  var address = new URL(event.request.url);
  if (address.origin !== self.location.origin) { return; }
  if (event.request.method === "POST" && address.pathname === "/dang-xuat/") {
    event.waitUntil(caches.delete(PAGES));
    return;
  }
  if (event.request.method !== "GET") { return; }
  if (event.request.mode === "navigate" && address.pathname.indexOf("/khai/") === 0) {
    event.respondWith(page(event));
  } else if (KEPT.indexOf(address.pathname) >= 0) {
    event.respondWith(fetch(event.request).catch(function () { return caches.match(address.pathname); }));
  }
});
