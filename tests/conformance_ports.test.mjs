// The suite, in the real runtime, over the ports alone.

import { Ports } from "./conformance/faces/runtime.mjs";
import { conformance } from "./conformance/suite.mjs";

conformance(new Ports({ sizes: [500, 5_000] }));
