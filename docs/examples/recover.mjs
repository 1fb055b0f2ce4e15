// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Names the dead validators of a network without finality, and brings it back by a vote without them.
//
//   node recover.mjs                      lists the commands
//   node recover.mjs look
//   node recover.mjs vote 0 1000000 1
//
// Environment: NODE_URL (living nodes, separated by spaces; the first one takes the transactions), SECRET
// (who signs), DELAY (blocks between the new validators and their first vote, 20 unless set).

import { propose, vote } from "./recover/revival.mjs";
import { look } from "./recover/look.mjs";
import { wait } from "./recover/waiting.mjs";
import { connectAll } from "./shared/connection.mjs";
import { runProgram } from "./shared/program.mjs";

await runProgram({
	name: "recover.mjs",
	about:
		"Names the dead validators of a network without finality, and brings it back without them.\n" +
		"NODE_URL names living nodes, separated by spaces; SECRET is who signs. DELAY is the number of blocks\n" +
		"between the new validators and their first vote: 10 to 200, 20 unless set.",
	connect: connectAll,
	variables: { DELAY: [/^\d{2,3}$/, "10 to 200"] },
	commands: {
		look: { takes: "", does: "tells whether finality stands still, and who is dead", work: look },
		propose: { takes: "", does: "proposes to go on without the dead", work: propose },
		vote: {
			takes: "INDEX [BTR] [CONVICTION]",
			does: "votes aye, with all free BTR but one unless told otherwise",
			work: vote,
		},
		wait: { takes: "INDEX", does: "tells what happens until finality is back", work: wait },
	},
});
