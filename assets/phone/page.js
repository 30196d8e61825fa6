// The phone page's script: it shows parts that are in the page already, and has no words of its own.
// On the notice it sends the answer and asks how it goes on; on the receipt's page it sends the code;
// on a web site it sends nothing, ever.
"use strict";
(() => {
  const root = document.documentElement;
  const page = root.dataset.page;
  const carried = page === "receipt" ? location.hash.slice(1, 17) : "";
  // Before anything else: a code is not to stand in the address bar, nor in the history.
  if (carried) history.replaceState(null, "", location.pathname + location.search);
  // An old browser shows what is shown where there are no scripts.
  if (!("replaceChildren" in root && window.fetch && window.AbortController && Intl.PluralRules)) return;
  root.classList.add("scripted");

  const POLL = 1000;
  const PATIENCE = 8000;
  const MISSES = 3;
  const pause = (ms) => new Promise((go) => setTimeout(go, ms));
  const byId = (id) => document.getElementById(id);

  // What is heard: status and JSON of an answer. Throws if nobody answers in time.
  const ask = async (path, said) => {
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), PATIENCE);
    const how = said && {
      method: "POST",
      headers: {"Content-Type": "application/json"},
      body: JSON.stringify(said),
    };
    try {
      const answer = await fetch(path, {cache: "no-store", signal: given.signal, ...how});
      return {ok: answer.ok, ...(await answer.json())};
    } finally {
      clearTimeout(timer);
    }
  };

  // Show a part of the story, and have it read out once.
  const tell = (name, values = {}) => {
    const story = byId("story");
    const part = document.querySelector(`template[data-story="${name}"]`).content.cloneNode(true);
    for (const [slot, value] of Object.entries(values)) {
      part.querySelector(`[data-slot="${slot}"]`).append(value);
    }
    part.querySelector("[data-reload]")?.addEventListener("click", (event) => {
      event.preventDefault();
      location.reload();
    });
    story.replaceChildren(part);
    story.dataset.told = name;
    story.hidden = false;
    byId("said").textContent = story.innerText;
  };

  // The seconds that the screen still waits, in the plural form that the language has for them.
  const count = (() => {
    const form = new Intl.PluralRules(root.lang);
    let until = 0;
    let ticking = 0;
    const tick = () => {
      const line = document.querySelector("#story [data-seconds]");
      if (!line) return clearInterval(ticking);
      const left = Math.max(0, Math.round((until - performance.now()) / 1000));
      const text = line.dataset[form.select(left)] ?? line.dataset.other;
      line.textContent = text.replace("{seconds}", left);
    };
    return (seconds) => {
      until = performance.now() + seconds * 1000;
      clearInterval(ticking);
      ticking = setInterval(tick, 250);
      tick();
    };
  })();

  // The notice, as the kiosk serves it ------------------------------------------------------------

  const REASONS = {used: "used", notice_changed: "changed", expired: "gone"};
  const GOING_ON = ["waiting", "armed", "looking"];

  const show = (heard) => {
    const name = heard.story === "ended" ? heard.reason.replace("_", "-") : heard.story;
    const values = heard.story === "armed" ? {number: heard.number} : {};
    if (byId("story").dataset.told !== name) {
      tell(name, values);
      if (name === "armed") count(heard.seconds);
    }
    return GOING_ON.includes(heard.story);
  };

  const follow = async (key) => {
    const path = `${location.pathname}/story?key=${encodeURIComponent(key)}`;
    for (let misses = 0; ;) {
      await pause(POLL);
      try {
        const heard = await ask(path);
        misses = 0;
        if (!heard.ok) return tell(REASONS[heard.reason] ?? "stale");
        if (!show(heard)) return;
      } catch {
        misses += 1;
        if (misses === MISSES) tell("lost");
      }
    }
  };

  // With an answer there is a story and no choice, and no other page to go to.
  const leave = (offered) => {
    byId("offer").hidden = !offered;
    const languages = byId("languages");
    if (languages) languages.hidden = !offered;
    // The story is what matters now: it goes before the notice that it is about.
    const choice = byId("choice");
    if (offered) byId("full").after(choice);
    else document.querySelector("h1").after(choice);
    byId("choice-title").focus({preventScroll: true});
    choice.scrollIntoView({block: offered ? "nearest" : "center"});
  };

  const notice = () => {
    const {csrf, notice: hash} = byId("offer").dataset;
    const press = async (answer) => {
      leave(false);
      tell("waiting");
      try {
        const heard = await ask(`${location.pathname}/${answer}`, {csrf, notice: hash});
        if (!heard.ok) return tell(REASONS[heard.reason] ?? "stale");
        // A phone that puts the page to sleep loads it anew: this brings it back to its story.
        history.replaceState({key: heard.key, story: heard.story}, "");
        if (show(heard)) await follow(heard.key);
      } catch {
        leave(true);
        tell("unsent");
      }
    };
    for (const door of document.querySelectorAll("#offer button")) {
      door.addEventListener("click", () => press(door.id));
    }
    const before = history.state;
    if (before) leave(false);
    if (before?.key) {
      tell("waiting");
      follow(before.key);
    } else if (before) {
      tell(before.story);
    }
  };

  // The notice, on a web site ---------------------------------------------------------------------

  const digitsOf = async (nonce, noticeHash) => {
    const said = new TextEncoder().encode(`askfirst agree ${nonce} ${noticeHash}`);
    const hash = new DataView(await crypto.subtle.digest("SHA-256", said));
    return String(hash.getUint32(0) % 10000).padStart(4, "0");
  };

  // The language that the phone likes best, if the page is there in it.
  const liked = (links) => {
    for (const wanted of navigator.languages ?? []) {
      const first = wanted.split("-")[0].toLowerCase();
      const link = links.find((each) => each.hreflang.split("-")[0] === first);
      if (link) return link;
    }
    return null;
  };

  const site = async () => {
    const links = [...document.querySelectorAll("#languages a")];
    links.forEach((each) => { each.hash = location.hash; });
    const better = root.dataset.chooses === undefined ? null : liked(links);
    if (better && better.hreflang !== root.lang) return location.replace(better.href);
    addEventListener("hashchange", () => location.reload());

    const nonce = /^#([A-Z2-7]{16,40})$/.exec(location.hash)?.[1];
    const offer = byId("offer");
    const digits = async () => {
      leave(false);
      tell("digits", {number: [...await digitsOf(nonce, offer.dataset.notice)].join(" ")});
    };
    const end = () => {
      leave(false);
      tell("refused");
    };
    if (!nonce || !window.crypto?.subtle) {
      offer.hidden = true;
      byId("full").open = true;
      return tell(nonce ? "insecure" : "only-reading");
    }
    const begin = {agree: digits, refuse: end};
    for (const door of offer.querySelectorAll("button")) {
      door.addEventListener("click", () => {
        history.replaceState({answer: door.id}, "");
        begin[door.id]();
      });
    }
    await begin[history.state?.answer]?.();
  };

  // The receipt -----------------------------------------------------------------------------------

  const OUTCOMES = {
    not_found: "not-found", not_a_code: "not-a-code", later: "later", burnt: "burnt",
    slow_down: "slow-down",
  };

  const record = (lines) => {
    const list = document.createDocumentFragment();
    for (const line of lines) {
      line.forEach((text, place) => {
        const part = document.createElement(place ? "dd" : "dt");
        part.textContent = text;
        list.append(part);
      });
    }
    return list;
  };

  const receipt = () => {
    const form = byId("offer");
    const field = byId("code");
    field.value = carried;
    addEventListener("hashchange", () => location.reload());
    for (const link of document.querySelectorAll("#languages a")) {
      // What follows a "#" is not sent, and is taken out of the address again over there.
      link.addEventListener("click", () => { link.hash = field.value; });
    }
    byId("correct")?.addEventListener("click", () => {
      const part = byId("correction");
      part.hidden = !part.hidden;
      byId("correct").setAttribute("aria-expanded", String(!part.hidden));
    });

    const send = async (wish) => {
      const {csrf, language} = form.dataset;
      const said = {csrf, code: field.value};
      if (wish !== "erase") said.language = language;
      if (wish === "correct") {
        for (const name of ["age", "gender"]) {
          said[name] = form.querySelector(`[name=${name}]:checked`)?.value;
          if (!said[name]) return tell("unchosen");
        }
      }
      tell("asking");
      const heard = await ask(`/r/${wish}`, said);
      if (!heard.ok) return tell(OUTCOMES[heard.reason] ?? "old-page");
      tell(heard.outcome, heard.outcome === "shown" ? {record: record(heard.record)} : {});
      if (heard.outcome === "erased") {
        field.value = "";
        form.hidden = true;
      }
    };

    const buttons = [...form.querySelectorAll("button")];
    const sends = buttons.filter((each) => each.type === "submit");
    // Older browsers do not say which button it was; Enter presses the first.
    let pressed = sends[0];
    sends.forEach((each) => each.addEventListener("click", () => { pressed = each; }));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      buttons.forEach((each) => { each.disabled = true; });
      try {
        await send(pressed.value);
      } catch {
        tell("unreached");
      }
      buttons.forEach((each) => { each.disabled = false; });
      byId("story").focus();
      byId("story").scrollIntoView({block: "nearest"});
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    ({notice, site, receipt, expired: () => {}})[page]();
    // Paper has no button that opens the full text.
    addEventListener("beforeprint", () => { const full = byId("full"); if (full) full.open = true; });
  });
})();
