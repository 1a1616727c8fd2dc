// The suite, over the ports' twins on the host.

import { Host } from "./conformance/faces/host.mjs";
import { conformance } from "./conformance/suite.mjs";

conformance(new Host({ sizes: [500, 5_000] }));
