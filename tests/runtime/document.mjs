// The document that describes the API, as those read it who try all of it.

/// Each operation as { method, path, parameters, body, isOpen }, with references followed.
export async function operations(world) {
  const document = await (await world.fetch("/api/openapi.json")).json();
  const follow = (part) => (part?.$ref ? at(document, part.$ref) : part);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters.map(follow),
      body: operation.requestBody?.content["application/json"]?.schema,
      isOpen: operation.security.length === 0,
      example: (schema, given) => example(schema, given, follow),
    })),
  );
}

function at(document, reference) {
  return reference
    .slice(2)
    .split("/")
    .reduce((part, name) => part[name.replaceAll("~1", "/")], document);
}

/// A value that the schema allows: of an object all fields that it names, `given(name, schema)` where
/// that gives something.
function example(schema, given, follow, name = "") {
  const known = follow(schema);
  const value = given(name, known);
  if (value !== undefined) return value;
  if (known.enum) return known.enum[0];
  if (known.const !== undefined) return known.const;
  const either = known.oneOf ?? known.anyOf;
  if (either) return example(either[0], given, follow, name);
  const type = [known.type].flat()[0];
  if (type === "object") {
    const fields = Object.entries(known.properties ?? {});
    return Object.fromEntries(fields.map(([field, of]) => [field, example(of, given, follow, field)]));
  }
  if (type === "array") return [];
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return known.minimum ?? 1;
  return known.format === "date-time" ? new Date(Date.now() + 86_400_000).toISOString() : "x";
}
