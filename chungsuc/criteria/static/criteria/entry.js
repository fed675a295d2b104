// Entry without a signal: what is typed lies on this device first, in a queue, and is sent when it can be. Every page
// works without this file. Nothing leaves the queue before the service said that it has it.
(function () {
  "use strict";
  var panel = document.getElementById("may-nay");
  if (!panel || !window.indexedDB || !window.fetch || !window.Promise) { return; }
  var account = panel.getAttribute("data-account"), syncUrl = panel.getAttribute("data-sync");
  var form = document.querySelector("form[data-entry]");
  var all = function (what, inside) { return Array.prototype.slice.call((inside || document).querySelectorAll(what)); };
  var words = panel.querySelector("[data-device-words]"), list = panel.querySelector("[data-device-list]");
  var trouble = "", sending = false, timers = {}, touched = {};

  // --- the queue on the device ------------------------------------------------------------------------------------
  var opened = new Promise(function (done, fail) {
    var asked = indexedDB.open("chungsuc-khai", 1);
    asked.onupgradeneeded = function () {
      asked.result.createObjectStore("queue", { keyPath: "client_id" });
      asked.result.createObjectStore("known", { keyPath: "place" });
    };
    asked.onsuccess = function () { done(asked.result); };
    asked.onerror = function () { fail(asked.error); };
  });
  // One transaction: `work` gets the stores and may return a request whose result is the answer.
  function inQueue(mode, work) {
    return opened.then(function (base) {
      return new Promise(function (done, fail) {
        var act = base.transaction(["queue", "known"], mode), answer = { result: undefined };
        act.oncomplete = function () { done(answer.request ? answer.request.result : answer.result); };
        act.onerror = act.onabort = function () { fail(act.error); };
        answer.request = work(act.objectStore("queue"), act.objectStore("known"), answer) || null;
      });
    });
  }
  var everything = function () { return inQueue("readonly", function (queue) { return queue.getAll(); }); };
  var put = function (item) { return inQueue("readwrite", function (queue) { queue.put(item); }); };
  function mark() {
    if (crypto.randomUUID) { return crypto.randomUUID(); }
    var b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    var hex = Array.prototype.map.call(b, function (x) { return (x + 256).toString(16).slice(1); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // --- what is typed ----------------------------------------------------------------------------------------------
  function placeOf(box) {
    var d = form.dataset;
    return [account, d.unit, d.set, d.year, box.dataset.indicator, box.dataset.sex].join("|");
  }
  function fieldsOf(box) {
    var found = {}, prefix = box.id + "-";
    all("input", box).forEach(function (input) {
      if (input.name.indexOf(prefix) !== 0 || input.hasAttribute("data-base")) { return; }
      if (/radio|checkbox/.test(input.type) && !input.checked) { return; }
      found[input.name.slice(prefix.length)] = input.type === "checkbox" ? "on" : input.value;
    });
    var shared = box.closest("section").dataset.shared;
    ["source_document", "note"].forEach(function (name) {
      var input = document.getElementById(shared + "-" + name);
      found[name] = input ? input.value : "";
    });
    return found;
  }
  function fill(box, fields) {
    var prefix = box.id + "-";
    all("input", box).forEach(function (input) {
      if (input.name.indexOf(prefix) !== 0 || input.hasAttribute("data-base")) { return; }
      var given = fields[input.name.slice(prefix.length)] || "";
      if (input.type === "radio") { input.checked = input.value === given; }
      else if (input.type === "checkbox") { input.checked = given === "on"; }
      else { input.value = given; }
    });
    var shared = box.closest("section").dataset.shared;
    ["source_document", "note"].forEach(function (name) {
      var input = document.getElementById(shared + "-" + name);
      if (input && fields[name] !== undefined) { input.value = fields[name]; }
    });
  }
  // Replaces what waits for the same place; the marks it replaces go along, since their answers may have been lost.
  function enqueue(box) {
    var place = placeOf(box), d = form.dataset;
    var item = {
      client_id: mark(), kind: "value", account: account, place: place, state: "waiting", unit: d.unit, set: d.set,
      year: d.year, no: d.no, indicator: box.dataset.indicator, sex: box.dataset.sex, fields: fieldsOf(box),
      base: Number(box.querySelector("[data-base]").value) || 0, supersedes: [], address: location.pathname + "#" + box.id
    };
    return inQueue("readwrite", function (queue, known) {
      queue.getAll().onsuccess = function (event) {
        event.target.result.forEach(function (old) {
          if (old.place !== place || old.kind !== "value") { return; }
          item.supersedes = item.supersedes.concat(old.supersedes, [old.client_id]).slice(-40);
          if (old.state !== "conflict") { item.base = old.base; }
          queue.delete(old.client_id);
        });
        known.get(place).onsuccess = function (found) {
          var latest = found.target.result ? found.target.result.id : 0;
          item.base = Math.max(item.base, latest);
          queue.put(item);
        };
      };
    }).then(function () { said(box, "trên máy này, chưa gửi", true); return show(); }, full);
  }
  function full() { trouble = "Máy hết chỗ lưu hoặc không cho lưu. Hãy bấm Lưu khi có mạng."; return show(); }
  function later(box) {
    clearTimeout(timers[box.id]); touched[box.id] = true;
    timers[box.id] = setTimeout(function () { delete timers[box.id]; enqueue(box).then(pump); }, 300);
  }
  function flush() {
    return Promise.all(Object.keys(timers).map(function (id) {
      clearTimeout(timers[id]); delete timers[id];
      return enqueue(document.getElementById(id));
    }));
  }
  function said(box, text, here) {
    box.classList.toggle("waiting-here", !!here);
    var state = box.querySelector("[data-state]");
    if (state) { state.textContent = text; }
  }
  function wrong(box, text) {
    all("p.error[data-own]", box).forEach(function (p) { p.remove(); });
    box.classList.toggle("wrong", !!text);
    if (!text) { return; }
    var p = document.createElement("p");
    p.className = "error"; p.setAttribute("data-own", ""); p.textContent = text;
    box.querySelector("legend").after(p);
  }

  // --- photographs and files --------------------------------------------------------------------------------------
  function enqueueFile(box, file) {
    return file.arrayBuffer().then(function (bytes) {
      return put({
        client_id: mark(), kind: "file", account: account, place: "", state: "waiting", bytes: bytes, type: file.type,
        name: file.name, url: form.dataset.files, indicator: box.dataset.indicator, year: form.dataset.year,
        unit: form.dataset.unit, no: form.dataset.no, kind_code: box.querySelector("select[name=kind]").value,
        address: location.pathname + "#tep-" + box.closest("section").id.replace("tep-", "")
      });
    }).then(show, full);
  }

  // --- sending ----------------------------------------------------------------------------------------------------
  function token() {
    var found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? decodeURIComponent(found[1]) : "";
  }
  function post(item) {
    var told = { method: "POST", credentials: "same-origin", redirect: "manual",
                 headers: { Accept: "application/json", "X-CSRFToken": token() } };
    if (item.kind === "file") {
      told.body = new FormData();
      told.body.append("indicator", item.indicator);
      told.body.append("kind", item.kind_code);
      told.body.append("client_id", item.client_id);
      told.body.append("title", item.name.replace(/\.[^.]*$/, ""));
      told.body.append("file", new Blob([item.bytes], { type: item.type }), item.name);
      return fetch(item.url, told);
    }
    told.headers["Content-Type"] = "application/json";
    told.body = JSON.stringify({
      account: account, client_id: item.client_id, supersedes: item.supersedes, unit: item.unit, set: item.set,
      year: item.year, indicator: item.indicator, sex: item.sex, base: item.base, fields: item.fields
    });
    return fetch(syncUrl, told);
  }
  function answered(item, answer) {
    if (answer.type === "opaqueredirect" || answer.status === 401) { throw new Error("Phiên đã hết. Hãy đăng nhập lại; số liệu vẫn còn trên máy này."); }
    if ((answer.headers.get("Content-Type") || "").indexOf("json") < 0) {
      throw new Error(answer.status === 413 || answer.status === 400 ? "Máy chủ không nhận. Hãy tải lại trang." : "Máy chủ đang bận, sẽ gửi lại.");
    }
    return answer.json().then(function (told) {
      if (answer.status === 200) { return sent(item, told); }
      if (answer.status === 403) { throw new Error(told.message); }
      item.state = answer.status === 409 ? "conflict" : "refused";
      item.message = told.message; item.theirs = told.theirs;
      return inQueue("readwrite", function (queue) {  // only if nothing newer was typed meanwhile
        queue.get(item.client_id).onsuccess = function (event) { if (event.target.result) { queue.put(item); } };
      }).then(function () { onPage(item, function (box) { wrong(box, told.message); said(box, "chưa nhận, vẫn trên máy này", true); }); });
    });
  }
  function sent(item, told) {
    return inQueue("readwrite", function (queue, known) {
      queue.delete(item.client_id);
      if (item.place && told.id) { known.put({ place: item.place, id: told.id }); }
    }).then(function () {
      refresh(item.address.split("#")[0]);
      if (item.kind === "file") { return filed(item); }
      onPage(item, function (box) {
        box.querySelector("[data-base]").value = told.id;
        wrong(box, "");
        said(box, told.id ? "đã lưu " + told.at : "chưa khai", false);
      });
    });
  }
  function onPage(item, act) {
    if (!form || !item.place) { return; }
    all("[data-place]").forEach(function (box) { if (placeOf(box) === item.place) { act(box); } });
  }
  function filed(item) {
    all("[data-photos]").forEach(function (shown) {
      if (form && form.dataset.no === item.no && shown.getAttribute("data-photos") === item.indicator) {
        var li = document.createElement("li");
        li.textContent = item.name + ": đã gửi và gắn vào chỉ tiêu";
        shown.appendChild(li);
      }
    });
  }
  function pump() {
    if (sending) { return Promise.resolve(); }
    sending = true; trouble = "";
    var work = function () {
      return everything().then(function (items) {
        var mine = items.filter(function (item) { return item.account === account && item.state === "waiting"; });
        if (!mine.length) { return null; }
        return post(mine[0]).then(function (answer) { return answered(mine[0], answer); }).then(show).then(work);
      });
    };
    var once = navigator.locks ? navigator.locks.request("chungsuc-khai", work) : work();
    return once.catch(function (error) {
      trouble = error instanceof TypeError ? "Đang mất mạng; sẽ tự gửi khi có mạng." : error.message;
    }).then(function () { sending = false; return show(); });
  }

  // --- what is said -----------------------------------------------------------------------------------------------
  function figure(fields) {
    if (fields.na) { return "không áp dụng"; }
    if (fields.flag) { return fields.flag === "yes" ? "đạt" : "không đạt"; }
    if (fields.numerator || fields.denominator) { return fields.numerator + "/" + fields.denominator; }
    return fields.number || "để trống";
  }
  function line(item) {
    var li = document.createElement("li"), a = document.createElement("a");
    a.href = item.address;
    a.textContent = "Năm " + item.year + ", chỉ tiêu " + item.indicator + ({ m: " (nam)", f: " (nữ)" }[item.sex] || "");
    li.appendChild(a);
    var text = item.kind === "file" ? "tệp " + item.name : figure(item.fields);
    var state = { waiting: "chờ gửi", refused: "hệ thống không nhận: " + item.message, conflict: item.message }[item.state];
    li.appendChild(document.createTextNode(": " + text + ", " + state));
    if (item.state === "conflict") {
      li.appendChild(document.createTextNode(" Trên hệ thống: " + item.theirs.text + " (" + item.theirs.by + ", " + item.theirs.at + ")."));
      button(li, "Ghi số của tôi: " + text, function () {
        item.state = "waiting"; item.base = item.theirs.id; put(item).then(pump);
      });
      button(li, "Giữ số trên hệ thống", function () { drop(item).then(function () {
        onPage(item, function (box) { fill(box, item.theirs.fields); box.querySelector("[data-base]").value = item.theirs.id; wrong(box, ""); said(box, "giữ số trên hệ thống", false); });
        return show();
      }); });
    }
    if (item.state === "refused") {
      if (item.kind === "file") { button(li, "Gửi lại", function () { item.state = "waiting"; put(item).then(pump); }); }
      button(li, "Bỏ mục này khỏi máy", function () { drop(item).then(show); });
    }
    return li;
  }
  function drop(item) {
    return inQueue("readwrite", function (queue, known) {
      queue.delete(item.client_id);
      if (item.theirs) { known.put({ place: item.place, id: item.theirs.id }); }
    });
  }
  function button(li, text, act) {
    var one = document.createElement("button");
    one.type = "button"; one.textContent = text; one.addEventListener("click", act);
    li.appendChild(document.createTextNode(" ")); li.appendChild(one);
  }
  function show() {
    return everything().then(function (items) {
      var mine = items.filter(function (item) { return item.account === account; });
      var count = function (state) { return mine.filter(function (item) { return item.state === state; }).length; };
      var told = mine.length ? count("waiting") + " mục chờ gửi" : "mọi mục đã gửi về hệ thống";
      if (count("refused")) { told += ", " + count("refused") + " mục hệ thống không nhận"; }
      if (count("conflict")) { told += ", " + count("conflict") + " mục có người khác đã ghi số khác"; }
      if (items.length > mine.length) { told += "; " + (items.length - mine.length) + " mục của tài khoản khác, chỉ gửi khi tài khoản ấy đăng nhập"; }
      words.textContent = told + "." + (trouble ? " " + trouble : "");
      list.textContent = "";
      mine.forEach(function (item) { list.appendChild(line(item)); });
      panel.hidden = false;
      panel.querySelector("[data-device-send]").hidden = !count("waiting");
      var saved = document.querySelector("[data-saved]");
      if (saved) { saved.textContent = mine.length ? "đã lưu trên máy này" : "đã gửi về hệ thống"; }
      panel.setAttribute("data-waiting", String(mine.length));
      return mine;
    });
  }

  // --- keeping the pages ------------------------------------------------------------------------------------------
  var worker = null;
  function refresh(address) { if (worker) { worker.postMessage({ account: account, keep: [address], again: true }); } }
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/sw.js").then(function () { return navigator.serviceWorker.ready; }).then(function (ready) {
      worker = ready.active;
      var links = all("a[data-keep]").map(function (a) { return a.getAttribute("href"); });
      worker.postMessage({ account: account, keep: [location.pathname].concat(links) });
      navigator.serviceWorker.addEventListener("message", function () { panel.setAttribute("data-kept", "1"); });
    }).catch(function () { /* without it the queue still works while the page is open */ });
  }

  // --- the page ---------------------------------------------------------------------------------------------------
  if (form) {
    form.addEventListener("input", function (event) {
      var box = event.target.closest("[data-place]");
      var boxes = box ? [box] : all("[data-place]:not([disabled])", event.target.closest("section"));
      boxes.forEach(later);
    });
    form.addEventListener("submit", function (event) {
      if (form.querySelector("input[name$='-choose']")) { return; }  // the plain way settles a conflict of the plain way
      event.preventDefault();
      var next = event.submitter && event.submitter.name === "next";
      flush().then(pump).then(show).then(function (mine) {
        var stuck = mine.filter(function (item) { return item.no === form.dataset.no && item.state !== "waiting"; });
        if (stuck.length) { location.hash = stuck[0].address.split("#")[1]; return; }
        var following = next && all("nav a.button").pop();
        if (following) { location.href = following.href; }
      });
    });
    all("form[data-upload]").forEach(function (box) {
      var input = box.querySelector("input[type=file]");
      input.multiple = true;
      box.querySelector("button[type=submit]").hidden = true;
      input.addEventListener("change", function () {
        var files = Array.prototype.slice.call(input.files);
        files.reduce(function (before, file) { return before.then(function () { return enqueueFile(box, file); }); }, Promise.resolve())
          .then(function () { input.value = ""; }).then(pump);
      });
    });
    document.addEventListener("visibilitychange", function () { if (document.hidden) { flush(); } });
    window.addEventListener("pagehide", flush);
  }
  panel.querySelector("[data-device-send]").addEventListener("click", pump);
  window.addEventListener("online", pump);
  setInterval(function () { if (navigator.onLine) { pump(); } }, 10000);
  show().then(function (mine) {
    if (!form) { return; }
    mine.forEach(function (item) {
      onPage(item, function (box) {
        if (touched[box.id]) { return; }  // somebody typed while the queue was being opened: newer than what lay in it
        fill(box, item.fields);
        said(box, "trên máy này, chưa gửi", true);
        if (item.state !== "waiting") { wrong(box, item.message); }
      });
    });
  }).then(pump);
})();
