"use strict";
// Search, filters of tables and of findings. Pages are complete without it. Texts enter pages as text alone.
const report = (() => {
  const root = document.body.dataset.root ?? "";
  const byId = (id) => document.getElementById(id);
  const element = (name, text, properties) => {
    const made = Object.assign(document.createElement(name), properties);
    made.textContent = text;
    return made;
  };
  const wordsOf = (text) => text.toLowerCase().split(/\s+/u).filter(Boolean);
  const load = (path) => new Promise((done, failed) => {
    document.head.append(element("script", "", { src: root + path, onload: done, onerror: failed }));
  });

  // Names
  const MOST = 50;
  const MEMBERS = { type: "property", enumeration: "member", operation: "path" };
  const RANKS = ["type", "enumeration", "operation", "scope", "property", "member", "path"];
  const entries = [];
  let shards = 1;
  const anchor = (name) => "m-" + name.replace(/[^A-Za-z0-9._-]/gu, "-");
  const add = (kind, name, path, owner) => {
    const key = (owner && kind !== "path" ? owner + "." + name : name).toLowerCase();
    entries.push({ kind, name, path, owner, key, own: name.toLowerCase(), rank: RANKS.indexOf(kind) });
  };
  const names = (text, count) => {
    shards = count;
    for (const line of text.split("\n")) {
      const [kind, name, path, ...members] = line.split("\t");
      if (!path) continue;
      add(kind, name, path, "");
      for (const member of members) {
        add(MEMBERS[kind], member, kind === "operation" ? path : path + "#" + anchor(member), name);
      }
    }
  };
  let loading;
  const loadNames = () => loading ??= load("data/names-1.js").then(() => {
    const others = Array.from({ length: shards - 1 }, (_, index) => load(`data/names-${index + 2}.js`));
    return Promise.all(others);
  });
  const score = (entry, words) => {
    let worst = 0;
    for (const word of words) {
      const at = entry.own.indexOf(word);
      if (at < 0 && !entry.key.includes(word)) return -1;
      const isStart = at > 0 && /[^a-z0-9]/u.test(entry.own[at - 1]);
      worst = Math.max(worst, entry.own === word || entry.key === word ? 0 : at === 0 ? 1 : isStart ? 2 : at > 0 ? 3 : 4);
    }
    return worst;
  };
  const find = (query) => {
    const words = wordsOf(query);
    const found = [];
    for (const entry of entries) {
      const points = score(entry, words);
      if (points >= 0) found.push([points, entry]);
    }
    found.sort(([one, a], [other, b]) => one - other || a.rank - b.rank || a.key.length - b.key.length || (a.key < b.key ? -1 : 1));
    return found.map(([, entry]) => entry);
  };
  const search = (form) => {
    const input = byId("words");
    const panel = byId("found");
    const count = byId("found-count");
    form.hidden = false;
    const links = () => [...panel.querySelectorAll("a")];
    const close = () => { panel.hidden = true; panel.replaceChildren(); count.textContent = ""; };
    const show = () => {
      const query = input.value.trim();
      if (!query) return close();
      const begin = performance.now();
      const all = find(query);
      const list = element("ul", "");
      for (const { kind, name, path, owner } of all.slice(0, MOST)) {
        const link = element("a", "", { href: root + path });
        link.append(element("code", name), element("small", owner ? `${kind} of ${owner}` : kind));
        const item = element("li", "");
        item.append(link);
        list.append(item);
      }
      const words = all.length > MOST ? `${MOST} of ${all.length} results` : all.length === 1 ? "1 result" : `${all.length} results`;
      panel.replaceChildren(element("p", words), list);
      panel.hidden = false;
      count.textContent = words;
      performance.measure("search", { start: begin, end: performance.now() });
    };
    const update = () => loadNames().then(show, () => { count.textContent = "The index of names cannot be loaded."; });
    input.addEventListener("focus", loadNames, { once: true });
    input.addEventListener("input", update);
    form.addEventListener("submit", (event) => { event.preventDefault(); links()[0]?.click(); });
    form.addEventListener("keydown", (event) => {
      const all = links();
      const at = all.indexOf(document.activeElement);
      if (event.key === "Escape") { close(); input.value = ""; input.focus(); }
      if (event.key === "ArrowDown" && all.length) { (all[at + 1] ?? all[0]).focus(); event.preventDefault(); }
      if (event.key === "ArrowUp" && at >= 0) { (all[at - 1] ?? input).focus(); event.preventDefault(); }
    });
    document.addEventListener("keydown", (event) => {
      const isTyping = /^(INPUT|SELECT|TEXTAREA)$/u.test(document.activeElement?.tagName ?? "");
      if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) { input.focus(); event.preventDefault(); }
    });
    document.addEventListener("click", (event) => { if (!form.contains(event.target)) close(); });
  };

  // Tables
  const filterTable = (part) => {
    const field = part.querySelector(".filter");
    if (!field) return;
    field.hidden = false;
    const status = field.querySelector("[role=status]");
    let rows;
    field.querySelector("input").addEventListener("input", (event) => {
      rows ??= [...part.querySelectorAll("tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
      const words = wordsOf(event.target.value);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      status.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
    });
  };

  // Findings
  const STEP = 200;
  const all = [];
  const findings = (rows) => all.push(...rows);
  const ticked = (text) => {
    const parts = text.split("`");
    if (parts.length % 2 === 0) return [text];
    return parts.map((part, index) => index % 2 ? element("code", part) : part);
  };
  const item = ([severity, code, owner, place, message, help, home, isNew]) => {
    const made = element("li", "", { className: "finding" });
    made.append(
      element("span", severity, { className: "badge " + severity }), " ",
      element("a", code, { href: `findings/${code.toLowerCase()}.html` }), " ",
      ...(isNew ? [element("span", "new", { className: "badge new" }), " "] : []),
      ...ticked(message),
    );
    if (help) {
      const words = element("span", "", { className: "help" });
      words.append(" (", ...ticked(help), ")");
      made.append(words);
    }
    made.append(" ");
    const where = element("code", place);
    if (home) {
      const link = element("a", "", { href: home });
      link.append(where);
      made.append(link);
    } else {
      made.append(where);
    }
    made.append(" ", element("span", owner, { className: "quiet" }));
    return made;
  };
  const filterFindings = (form) => {
    const list = byId("rows");
    const more = byId("more");
    const count = byId("count");
    const paths = Array.from({ length: Number(list.dataset.shards) }, (_, index) => `data/findings-${index + 1}.js`);
    const fields = ["severity", "code", "owner", "new", "words"].filter((name) => form.elements.namedItem(name));
    const field = (name) => form.elements.namedItem(name);
    let chosen = [];
    const show = (from) => {
      list.append(...chosen.slice(from, from + STEP).map(item));
      more.hidden = list.childElementCount >= chosen.length;
    };
    const update = () => {
      const value = Object.fromEntries(fields.map((name) => [name, field(name).value]));
      const words = wordsOf(value.words);
      chosen = all.filter(([severity, code, owner, place, message, help, , isNew]) =>
        (!value.severity || value.severity === severity) && (!value.code || value.code === code) &&
        (!value.owner || value.owner === owner) && (!value.new || isNew) &&
        (!words.length || words.every((word) => `${code} ${place} ${message} ${help}`.toLowerCase().includes(word))));
      list.replaceChildren();
      show(0);
      count.textContent = chosen.length === all.length ? `All ${all.length} findings` : `${chosen.length} of ${all.length} findings`;
      const set = fields.filter((name) => value[name]).map((name) => `${name}=${encodeURIComponent(value[name])}`);
      history.replaceState(null, "", location.href.split("#")[0] + (set.length ? "#" + set.join("&") : ""));
    };
    const read = () => {
      const set = new URLSearchParams(location.hash.slice(1));
      for (const name of fields) field(name).value = set.get(name) ?? "";
      update();
    };
    Promise.all(paths.map(load)).then(() => {
      form.hidden = false;
      read();
      form.addEventListener("input", update);
      form.addEventListener("reset", () => setTimeout(update));
      form.addEventListener("submit", (event) => event.preventDefault());
      more.addEventListener("click", () => show(list.childElementCount));
      addEventListener("hashchange", read);
    }, () => { count.textContent = "The findings cannot be loaded."; });
  };

  addEventListener("DOMContentLoaded", () => {
    search(byId("search"));
    document.querySelectorAll(".filtered").forEach(filterTable);
    const form = byId("filters");
    if (form) filterFindings(form);
  });
  return { names, findings };
})();
