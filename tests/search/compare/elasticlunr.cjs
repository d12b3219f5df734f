// elasticlunr as mdBook uses it: `node elasticlunr.cjs SECTIONS QUERIES`, see README.md.

const fs = require("node:fs");
const elasticlunr = require("elasticlunr");

const [sections, queries] = process.argv.slice(2).map((file) => JSON.parse(fs.readFileSync(file, "utf8")));

// mdBook's fields and its default settings: `boost-title = 2`, the other boosts 1, `expand = true`,
// `use-boolean-and = false`, 30 results at most.
const FIELDS = { title: { boost: 2 }, body: { boost: 1 }, breadcrumbs: { boost: 1 } };
const MOST = 30;
const LONGEST = 80;

// It splits at blanks and hyphens, in lower case, and leaves very long words out.
elasticlunr.tokenizer.setSeperator(/[\s-]+/);

const index = elasticlunr(function () {
  Object.keys(FIELDS).forEach((field) => this.addField(field));
  this.setRef("number");
  this.saveDocument(false);
});
const short = (text) => text.split(/\s+/).filter((word) => word.length <= LONGEST).join(" ");
sections.forEach((section, number) => {
  // The keywords, which mdBook would leave out, go where a reader would see them.
  const body = [section.prose, section.code, section.keywords, section.page_keywords];
  index.addDoc({
    number,
    title: section.heading.join(" "),
    body: short(body.flat().join(" ")),
    breadcrumbs: [...section.path].reverse().concat(section.title, section.heading).join(" » "),
  });
});

const pages = (query, bool) => {
  const found = index.search(query, { fields: FIELDS, bool, expand: true }).slice(0, MOST);
  return [...new Set(found.map((hit) => sections[hit.ref].page))].slice(0, 10);
};
for (const [way, bool] of [["mdBook's default", "OR"], ["use-boolean-and", "AND"]]) {
  console.log(JSON.stringify({ way, pages: queries.map((query) => pages(query, bool)) }));
}
