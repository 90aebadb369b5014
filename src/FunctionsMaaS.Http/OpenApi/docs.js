"use strict";

// Shows /api/openapi.json. Everything is set as text, never as HTML.
(async () => {
  const main = document.getElementById("operations");
  const contents = document.getElementById("contents");
  let api;
  try {
    const response = await fetch("/api/openapi.json");
    if (!response.ok) throw new Error(`status ${response.status}`);
    api = await response.json();
  } catch (error) {
    main.replaceChildren(element("p", {}, `The document could not be loaded: ${error.message}`));
    return;
  }

  document.getElementById("about").textContent = `Version ${api.info.version}. ${plain(api.info.description)}`;
  main.replaceChildren(...api.tags.map(section));
  contents.replaceChildren(...api.tags.flatMap(tag => [
    element("strong", {}, tag.name),
    element("ul", {}, ...operationsOf(tag).map(o => element("li", { "data-id": o.id }, element("a", { href: `#${o.id}` }, method(o.method), o.path)))),
  ]));
  document.getElementById("filter").addEventListener("input", event => filter(event.target.value.toLowerCase()));
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();

  function operationsOf(tag) {
    return Object.entries(api.paths).flatMap(([path, item]) => Object.entries(item)
      .filter(([, operation]) => operation.tags.includes(tag.name))
      .map(([name, operation]) => ({ path, method: name.toUpperCase(), id: operation.operationId, operation })));
  }

  function section(tag) {
    return element("section", {}, element("h2", {}, tag.name), element("p", { class: "faint" }, tag.description), ...operationsOf(tag).map(article));
  }

  function article({ path, method: name, id, operation }) {
    return element("article", { id, "data-id": id, "data-text": `${name} ${path} ${id} ${operation.summary}`.toLowerCase() },
      element("h3", {}, method(name), element("code", {}, path)),
      element("p", {}, operation.summary),
      operation.description ? element("p", { class: "faint" }, plain(operation.description)) : null,
      element("p", { class: "faint" }, access(operation)),
      parameters(operation.parameters),
      operation.requestBody ? element("h4", {}, operation.requestBody.required ? "Request" : "Request (optional)") : null,
      ...media(operation.requestBody?.content, true),
      element("h4", {}, "Answers"),
      ...Object.entries(operation.responses).map(([status, response]) => element("details", isGood(status) ? { open: "" } : {},
        element("summary", {}, element("code", {}, status), ` ${response.description}`), ...media(response.content, isGood(status)))));
  }

  function isGood(status) {
    return status.startsWith("2");
  }

  function access(operation) {
    if (operation.security.length === 0) return "Open to all.";
    const role = Object.values(operation.security[0])[0][0];
    return role === "admin" ? "Needs an admin key." : "Needs a function key, where one is configured.";
  }

  function parameters(list) {
    if (!list) return null;
    return element("table", {},
      element("thead", {}, element("tr", {}, ...["Parameter", "In", "Meaning"].map(h => element("th", { scope: "col" }, h)))),
      element("tbody", {}, ...list.map(p => element("tr", {}, element("td", {}, element("code", {}, p.name)), element("td", {}, p.in), element("td", {}, plain(p.description))))));
  }

  function media(content, open) {
    return Object.entries(content ?? {}).map(([type, body]) => element("div", {},
      element("p", { class: "faint" }, type),
      schema(body.schema, open),
      ...Object.entries(body.examples ?? {}).map(([name, example]) => element("details", {},
        element("summary", {}, `Example: ${name}`),
        element("pre", { tabindex: "0" }, typeof example.value === "string" ? example.value : JSON.stringify(example.value, null, 2))))));
  }

  function schema(node, open) {
    const resolved = resolve(node);
    return element("details", open && resolved.properties ? { open: "" } : {}, element("summary", {}, `Schema: ${typeName(node)}`), members(resolved, 0));
  }

  function members(node, depth) {
    const list = node.properties ? Object.entries(node.properties) : [];
    return element("ul", { class: "schema" },
      node.description ? element("li", { class: "faint" }, plain(node.description)) : null,
      ...(node.oneOf ?? []).filter(o => o.$ref).map(o => element("li", {}, "either ", typeName(o), members(resolve(o), depth + 1))),
      ...list.map(([name, member]) => element("li", {},
        element("code", {}, name), ` ${typeName(member)}${node.required?.includes(name) ? "" : ", optional"}`,
        member.description ? element("span", { class: "faint" }, ` - ${plain(member.description)}`) : null,
        depth < 3 && inner(member).properties ? members(inner(member), depth + 1) : null)),
      node.items && inner(node).properties ? element("li", {}, "each", members(inner(node), depth + 1)) : null);
  }

  function inner(node) {
    const resolved = resolve(node);
    return resolved.items ? resolve(resolved.items) : resolved;
  }

  function resolve(node) {
    return node.$ref ? { ...api.components.schemas[node.$ref.split("/").pop()], ...(node.description ? { description: node.description } : {}) } : node;
  }

  function typeName(node) {
    if (node.$ref) return node.$ref.split("/").pop();
    if (node.oneOf) return node.oneOf.map(typeName).join(" or ");
    if (node.enum) return node.enum.join(" | ");
    if (node.const) return node.const;
    if (node.type === "array" && node.items) return `list of ${typeName(node.items)}`;
    if (node.type === "object" && node.additionalProperties?.type) return `map to ${typeName(node.additionalProperties)}`;
    return [].concat(node.type ?? "any").join(" or ");
  }

  function filter(text) {
    for (const shown of document.querySelectorAll("article")) {
      const hidden = !shown.dataset.text.includes(text);
      shown.hidden = hidden;
      contents.querySelector(`[data-id="${shown.dataset.id}"]`).hidden = hidden;
    }
  }

  function method(name) {
    return element("span", { class: `method ${name}` }, `${name} `);
  }

  function plain(markdown) {
    return (markdown ?? "").replaceAll("`", "");
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter(child => child !== null && child !== undefined));
    return made;
  }
})();
