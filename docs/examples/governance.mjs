// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Proposes, votes and tells where proposals stand; sends any other call as well.
//
//   node governance.mjs                             lists the commands and the kinds of proposals
//   node governance.mjs propose 'A map of all nodes' spend 500 ADDRESS
//   node governance.mjs vote 0 aye 1000
//
// Environment: SECRET (who signs), NODE_URL (the node, ws://127.0.0.1:9944 unless set), AT (the block in
// which a proposal is enacted), UNTIL=InBlock (does not wait until the block is final).

import { CALLS } from "./governance/calls.mjs";
import { FORMS, VARIABLES } from "./governance/forms.mjs";
import { KINDS } from "./governance/kinds.mjs";
import { QUESTIONS } from "./governance/questions.mjs";
import { connect } from "./shared/connection.mjs";
import { linesOf, runProgram } from "./shared/program.mjs";

const names = Object.keys(KINDS).join(", ");

await runProgram({
	name: "governance.mjs",
	about:
		"Proposes, votes and tells where proposals stand, or sends any other call.\n" +
		"SECRET is who signs, NODE_URL the node. Amounts are in BTR, such as 12 or 0.5.\n" +
		"AT is the block in which a proposal is enacted. UNTIL=InBlock does not wait until a block is final.",
	connect,
	forms: { ...FORMS, KIND: [{ test: (kind) => Object.hasOwn(KINDS, kind) }, `one of ${names}`] },
	variables: VARIABLES,
	commands: { ...QUESTIONS, ...CALLS },
	more: ["", "Kinds of proposals, with their arguments:", ...linesOf(KINDS)],
});
