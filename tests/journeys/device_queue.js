// Random days of a device: what is typed, sent, answered, refused, taken by another, killed. Runs in a page of the
// service's origin, with the real script and the real form; only the wire and the clock are of the test.
// `boot(window, document, fetch, navigator, setTimeout, setInterval, clearTimeout, location)` is one tab of the script.
async ({ html, address, seeds, steps }) => {
  const real = window.setTimeout.bind(window), pause = (ms) => new Promise((done) => real(done, ms));
  const faults = [], reached = {};

  function chance(seed) { // mulberry32
    return () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }
  const opened = () => new Promise((done, fail) => {
    const asked = indexedDB.open("chungsuc-khai", 1);
    asked.onsuccess = () => done(asked.result); asked.onerror = fail;
  });
  async function emptied() { // a killed tab of the day before still holds the store open, so it is not deleted
    const base = await opened();
    await new Promise((done, fail) => {
      const act = base.transaction(["queue", "known"], "readwrite");
      act.objectStore("queue").clear(); act.objectStore("known").clear();
      act.oncomplete = done; act.onerror = fail;
    });
    base.close();
  }
  async function onDevice() { // place or file → state, as it lies in the queue
    const base = await opened();
    const items = await new Promise((done, fail) => {
      const all = base.transaction("queue").objectStore("queue").getAll();
      all.onsuccess = () => done(all.result); all.onerror = fail;
    });
    base.close();
    return shown(items.map((item) => item.kind === "file" ? [item.name, item.state] : [item.indicator, item.fields.number + " " + item.state]));
  }
  const shown = (pairs) => JSON.stringify([...pairs].sort());

  // The service as `criteria.actions.declare` answers: by marks once, over the version that was known, else both values.
  class Service {
    constructor() { this.rows = []; this.files = new Set(); this.locked = false; }
    current(place) { return this.rows.filter((row) => row.place === place).pop(); }
    id(place) { const row = this.current(place); return row ? row.id : 0; }
    write(place, text, mark) { this.rows.push({ id: this.rows.length + 1, place, text, mark }); }
    take(told) {
      if (told.body instanceof FormData) {
        if (this.locked) { return [422, { message: "Đang khóa." }]; }
        this.files.add(told.body.get("title"));
        return [200, { document: 1 }];
      }
      const given = JSON.parse(told.body), place = given.indicator, known = this.current(place);
      const words = (row) => ({ id: row.id, text: row.text, by: "ai đó", at: "", fields: { number: row.text } });
      if (this.rows.some((row) => row.mark === given.client_id)) { return [200, words(known)]; }
      if (this.locked) { return [422, { message: "Đang khóa." }]; }
      if (known && given.base !== known.id && !(known.mark && given.supersedes.includes(known.mark))) {
        return [409, { message: "Hai người cùng khai.", theirs: words(known) }];
      }
      this.write(place, given.fields.number, given.client_id);
      return [200, words(this.current(place))];
    }
  }

  class Tab {
    constructor(world) {
      const tab = this, doc = new DOMParser().parseFromString(html, "text/html");
      this.world = world; this.doc = doc; this.alive = true; this.ticks = []; this.heard = {};
      doc.querySelectorAll("[data-place]").forEach((box) => {
        box.querySelector("[data-base]").value = world.service.id(box.dataset.indicator);
        box.querySelector("input[name$='-number']").value = "";
      });
      const own = { indexedDB, Promise, fetch: true, addEventListener: (what, act) => { tab.heard[what] = act; } };
      const wire = (url, told) => new Promise((resolve, reject) => {
        if (!world.online) { reject(new TypeError("mất mạng")); return; }
        world.leaves(told);
        world.wire.push({ told, tab, resolve, reject });
      });
      const navigator = { get onLine() { return world.online; } };
      const soon = (act) => real(() => { if (tab.alive) { act(); } }, 25); // after the store was opened, as 300 ms are
      boot(own, doc, wire, navigator, soon, (act) => tab.ticks.push(act), clearTimeout, new URL(address));
    }
    box(place) { return this.doc.querySelector(`[data-place][data-indicator='${place}']`); }
    type(place, text) {
      const input = this.box(place).querySelector("input[name$='-number']");
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    photograph(name) {
      const input = this.doc.querySelector("form[data-upload] input[type=file]"), files = new DataTransfer();
      files.items.add(new File(["x"], name + ".jpg", { type: "image/jpeg" }));
      input.files = files.files;
      input.dispatchEvent(new Event("change"));
    }
    button(place, label) {
      const lines = [...this.doc.querySelectorAll("[data-device-list] li")].filter((li) => li.textContent.includes(place));
      const found = lines.flatMap((li) => [...li.querySelectorAll("button")]).find((one) => one.textContent.startsWith(label));
      if (found) { found.click(); }
      return Boolean(found);
    }
    pump() { this.ticks.forEach((tick) => tick()); }
  }

  // What must lie on the device is told by the events alone.
  class World {
    constructor(seed) {
      this.random = chance(seed); this.service = new Service(); this.online = true; this.wire = []; this.late = [];
      this.events = []; this.number = 0; this.places = ["9.1", "9.2"];
      this.ours = new Map(); // place → marks that left this device since the place last lay empty: one chain of entries
    }
    pick(list) { return list[Math.floor(this.random() * list.length)]; }
    note(...event) {
      this.events.push(event); reached[event[0]] = (reached[event[0]] || 0) + 1;
      if (!JSON.parse(this.replayed()).some(([key]) => key === event[1])) { this.ours.delete(event[1]); }
    }
    leaves(told) {
      if (told.body instanceof FormData) { return; }
      const given = JSON.parse(told.body);
      this.ours.set(given.indicator, (this.ours.get(given.indicator) || new Set()).add(given.client_id));
    }
    replayed() {
      const lies = new Map();
      for (const [what, key, text, state] of this.events) {
        if (what === "entered") { lies.set(key, text === undefined ? "waiting" : text + " waiting"); }
        const mine = lies.get(key), same = mine !== undefined && (text === undefined || mine.startsWith(text + " "));
        if (what === "accepted" && same) { lies.delete(key); }
        if (what === "answered" && same) { lies.set(key, text === undefined ? state : text + " " + state); }
        if (what === "again" && mine) { lies.set(key, mine.replace(/\w+$/, "waiting")); }
        if (what === "given up") { lies.delete(key); }
      }
      return shown(lies);
    }
    async settled(after) {
      const wanted = this.replayed();
      let found = "";
      for (let turn = 0; turn < 400; turn += 1) {
        found = await onDevice();
        if (found === wanted) { return true; }
        await pause(2);
      }
      faults.push({ after, wanted, found, events: this.events });
      return false;
    }
    who(told) { // [key, text] of what a request carries
      if (told.body instanceof FormData) { return [told.body.get("file").name, undefined]; }
      const given = JSON.parse(told.body);
      return [given.indicator, given.fields.number];
    }
    answer(request) { // the service takes it, and the answer arrives
      const [key, text] = this.who(request.told), standing = this.service.current(key);
      const [code, words] = this.service.take(request.told);
      if (code === 409 && this.ours.has(key) && this.ours.get(key).has(standing.mark)) { // told of a quarrel with oneself
        faults.push({ own: [key, text, standing.text], events: this.events });
      }
      const reply = { status: code, type: "basic", headers: new Headers({ "Content-Type": "application/json" }), json: async () => words };
      if (code === 200) { this.note("accepted", key, text); }
      else { this.note("answered", key, text, code === 409 ? "conflict" : "refused"); }
      request.resolve(reply);
    }
    lying(state) {
      return JSON.parse(this.replayed()).filter(([, told]) => told.endsWith(state)).map(([key]) => key);
    }
    async step() {
      const request = this.wire[0], take = () => this.wire.shift();
      const deeds = {
        type: () => { const place = this.pick(this.places), text = String(this.number += 1); this.note("entered", place, text); this.tab.type(place, text); },
        photograph: () => { const name = "anh-" + (this.number += 1); this.note("entered", name + ".jpg"); this.tab.photograph(name); },
        answer: () => { if (request) { this.answer(take()); } },
        lose: () => { if (request) { take().reject(new TypeError("mất mạng")); } },
        lose_answer: () => { if (request) { this.service.take(request.told); take().reject(new TypeError("mất mạng")); this.note("lost answer"); } },
        busy: () => { if (request) { take().resolve({ status: 503, type: "basic", headers: new Headers({ "Content-Type": "text/html" }) }); } },
        signed_out: () => { if (request) { take().resolve({ status: 0, type: "opaqueredirect", headers: new Headers() }); } },
        network: () => { this.online = !this.online; },
        tick: () => { if (this.online) { this.tab.pump(); } },
        lock: () => { this.service.locked = !this.service.locked; },
        other: () => { this.service.write(this.pick(this.places), "khác-" + (this.number += 1), null); },
        late: () => { if (this.late.length) { this.service.take(this.late.shift().told); this.note("arrived late"); } },
        kill: () => { this.kill(); if (this.random() < 0.5) { deeds.type(); } }, // typed before the store was opened
        mine: () => { const key = this.pick(this.lying("conflict")); if (key && this.tab.button(key, "Ghi số của tôi")) { this.note("again", key); } },
        theirs: () => { const key = this.pick(this.lying("conflict")); if (key && this.tab.button(key, "Giữ số trên hệ thống")) { this.note("given up", key); } },
        drop: () => { const key = this.pick(this.lying("refused")); if (key && this.tab.button(key, "Bỏ mục này")) { this.note("given up", key); } },
      };
      const often = ["type", "type", "type", "photograph", "answer", "answer", "answer", "lose", "lose_answer", "busy", "signed_out",
        "network", "tick", "tick", "lock", "other", "late", "kill", "mine", "theirs", "drop"];
      const deed = this.pick(often);
      deeds[deed]();
      return this.settled(deed);
    }
    kill() { // nothing of the tab runs on; what was on the wire may still arrive
      this.note("killed");
      this.tab.alive = false;
      this.late.push(...this.wire.splice(0));
      this.tab = new Tab(this);
    }
    async finish() { // the signal is back and the service is open: everything goes, or is settled by the person
      this.online = true; this.service.locked = false;
      this.kill();
      for (let turn = 0; turn < 60 && this.replayed() !== "[]"; turn += 1) {
        for (const key of this.lying("conflict")) { if (this.tab.button(key, "Ghi số của tôi")) { this.note("again", key); } }
        for (const key of this.lying("refused")) {
          if (key.endsWith(".jpg")) { if (this.tab.button(key, "Gửi lại")) { this.note("again", key); } }
          else { const text = String(this.number += 1); this.note("entered", key, text); this.tab.type(key, text); }
        }
        await pause(5);
        this.tab.pump();
        await pause(5);
        while (this.wire.length) { this.answer(this.wire.shift()); await pause(5); }
        if (!await this.settled("finish")) { return; }
      }
      if (this.replayed() !== "[]") { faults.push({ after: "finish", stuck: this.replayed(), events: this.events }); }
      this.nothingLost();
    }
    nothingLost() { // what was typed was written, typed over on this device, or given up by the person
      const last = new Map(), files = new Set(), dropped = new Set();
      for (const [what, key, text] of this.events) {
        if (what === "entered" && text === undefined) { files.add(key.replace(".jpg", "")); }
        if (what === "entered" && text !== undefined) { last.set(key, text); }
        if (what === "given up") { last.delete(key); dropped.add(key.replace(".jpg", "")); }
      }
      for (const [place, text] of last) {
        if (!this.service.rows.some((row) => row.place === place && row.text === text)) { faults.push({ lost: [place, text], events: this.events }); }
      }
      for (const name of files) {
        if (!this.service.files.has(name) && !dropped.has(name)) { faults.push({ lost: name, events: this.events }); }
      }
    }
  }

  for (const seed of seeds) {
    if (seed !== seeds[0]) { await emptied(); }
    const world = new World(seed);
    world.tab = new Tab(world);
    await pause(20);
    let well = true;
    for (let number = 0; well && number < steps; number += 1) { well = await world.step(); }
    if (well) { await world.finish(); }
    world.tab.alive = false;
    if (faults.length) { return { faults: [{ seed, ...faults[0] }], reached }; }
  }
  return { faults, reached };
}
