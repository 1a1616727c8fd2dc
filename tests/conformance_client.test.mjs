// The suite, by a client that was generated from the OpenAPI document.

import { Client } from "./conformance/faces/client.mjs";
import { conformance } from "./conformance/suite.mjs";

conformance(new Client({ sizes: [500, 5_000] }));
