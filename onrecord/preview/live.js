// In every page of `onrecord serve`: loads the page again when what it shows has changed, and says what is wrong with the content.
// The panel stands in a shadow root, so that the look of the site and ours do not meet. What it shows is text, never HTML.

const page = document.querySelector("script[data-print]").dataset;
const LOST = "onrecord serve does not answer: this page may be out of date";
const AGAIN = 2000; // milliseconds before a browser that gave up asks again
const REMEMBERED = "onrecord-folded-";

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

// ---- the panel

const says = make("p", { role: "status" });
const fold = make("button", { type: "button", "aria-controls": "findings" });
const list = make("div", { id: "findings", role: "region", "aria-label": "Findings", tabindex: "0" });
const frame = make("aside", { "aria-label": "Preview" }, make("div", { class: "bar" }, says, fold), list);
const style = make("link", { rel: "stylesheet", href: "/_onrecord/live.css" });
const panel = make("onrecord-live", { lang: "en", dir: "ltr", hidden: "" });
let held = false;

function unfold(open) {
  fold.textContent = open ? "Hide findings" : "Show findings";
  fold.setAttribute("aria-expanded", open);
  list.hidden = !open;
}

fold.addEventListener("click", () => {
  unfold(list.hidden);
  sessionStorage.setItem(REMEMBERED + held, list.hidden);
});

// What the panel covers can be scrolled to.
new ResizeObserver(() => {
  const height = `${frame.offsetHeight}px`;
  document.documentElement.style.scrollPaddingBlockEnd = height;
  document.body.style.marginBlockEnd = frame.offsetHeight ? height : "";
}).observe(frame);

function entry(finding) {
  const head = make("p", {}, make("code", {}, finding.where), " ", make("b", {}, `${finding.severity}[${finding.rule}]`), ` ${finding.message}`);
  const shown = finding.excerpt ? [make("pre", {}, finding.excerpt)] : [];
  const below = [finding.help, ...finding.related].filter(Boolean).map((text) => make("p", {}, text));
  return make("li", {}, head, ...shown, ...below);
}

function group(severity, findings) {
  const found = findings.filter((finding) => finding.severity === severity);
  return found.length ? [make("h2", { class: severity }, `${severity}s`), make("ul", {}, ...found.map(entry))] : [];
}

function show(news) {
  held = news.held;
  const open = sessionStorage.getItem(REMEMBERED + held);
  says.setAttribute("role", held ? "alert" : "status");
  says.textContent = news.summary + (held ? ": this is the last good page" : "");
  list.replaceChildren(...["error", "warning", "note"].flatMap((severity) => group(severity, news.findings)));
  if (news.more) list.append(make("p", {}, `and ${news.more} more, which the terminal shows`));
  unfold(open ? open === "false" : held);
  fold.hidden = false;
  panel.hidden = !news.findings.length;
}

function lose() {
  says.textContent = LOST;
  unfold(false);
  fold.hidden = true;
  panel.hidden = false;
}

// ---- the news

let stream;
let look; // what the stylesheets were made of
let last;

function hear(event) {
  const news = JSON.parse(event.data);
  if (news.print !== page.print) return location.reload();
  if (look && look !== news.look) dress(news.look);
  look = news.look;
  if (event.data !== last) show(news);
  last = event.data;
}

function dress(look) {
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    const address = new URL(link.href);
    address.searchParams.set("look", look);
    link.href = address;
  }
}

// A page that is not seen keeps no connection: browsers have six for all pages of a site.
function listen() {
  stream?.close();
  if (document.hidden) return;
  stream = new EventSource(`/_onrecord/news?page=${encodeURIComponent(page.page)}`);
  stream.addEventListener("message", hear);
  stream.addEventListener("error", () => {
    last = undefined;
    lose();
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);
  });
}

document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", (event) => event.persisted && listen());
["load", "error"].forEach((name) => style.addEventListener(name, listen, { once: true }));
panel.attachShadow({ mode: "open" }).append(style, frame);
document.body.append(panel);
