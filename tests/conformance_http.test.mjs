// The suite, over HTTP, as a program with a key comes.

import { Http } from "./conformance/faces/runtime.mjs";
import { conformance } from "./conformance/suite.mjs";

conformance(new Http({ sizes: [500, 5_000] }));
