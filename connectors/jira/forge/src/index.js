// The panel's resolver: reads the issue's gate property as the person who looks at the issue, so
// that it shows nothing which that person may not see.

import Resolver from "@forge/resolver";
import api, { route } from "@forge/api";

import { KEY, readGate } from "./gate.js";

const resolver = new Resolver();

resolver.define("gate", async ({ context }) => {
  const { id } = context.extension.issue;
  const path = route`/rest/api/3/issue/${id}/properties/${KEY}`;
  const response = await api.asUser().requestJira(path);
  if (response.status === 404) {
    return readGate(undefined, id);
  }
  if (!response.ok) {
    throw new Error(`Jira answered ${response.status} to the request to read the gate's property.`);
  }
  return readGate((await response.json()).value, id);
});

export const handler = resolver.getDefinitions();
