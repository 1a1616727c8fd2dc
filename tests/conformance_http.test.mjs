// The suite, over HTTP, as a program with a key comes; and what is only there over HTTP.

import { calls } from "./conformance/calls.mjs";
import { Http } from "./conformance/faces/runtime.mjs";
import { original } from "./conformance/original.mjs";
import { conformance } from "./conformance/suite.mjs";

conformance(new Http({ sizes: [500, 5_000] }), original, calls);
