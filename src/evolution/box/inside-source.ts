import { dayUs, hourUs, minuteUs, secondUs } from '../../domain/index.ts'
import { recipeNames } from './feature-recipes.ts'
import { makeCloses } from './inside/closes.ts'
import { makeDoors } from './inside/doors.ts'
import { harden, hardenDates } from './inside/harden.ts'
import { makeHooks } from './inside/hooks.ts'
import { makeLibrary } from './inside/library.ts'
import { pack, unpack } from './inside/pack.ts'
import { makeSayer } from './inside/sayer.ts'
import { serve } from './inside/serve.ts'
import { makeView } from './inside/shared-view.ts'
import { makeTexts } from './inside/texts.ts'
import { answers, asks, layout, opinionFields, signalFields } from './layout.ts'

/** Spans of time that a module may import from `coinswarm/domain`. */
const lengths: Readonly<Record<string, number>> = { secondUs, minuteUs, hourUs, dayUs }

/** Names that a module may import, by the module it imports them from. */
export const importable: Readonly<Record<string, readonly string[]>> = {
  'coinswarm/agents': ['defineAgent', 'defineStrategy', 'whole', 'real'],
  'coinswarm/features': ['every', ...recipeNames],
  'coinswarm/domain': Object.keys(lengths),
}

/** Where the script leaves what it made, until it is taken away. */
export const handle = '#box'

/**
 * The script that an isolate runs before the module: it hardens what there is and answers what is
 * asked through the memory, which it finds at `handle`. Its functions are written here as ordinary
 * code, checked with the rest, and run there from their text.
 */
export function insideSource(): string {
  const json = (value: unknown): string => JSON.stringify(value)
  return `(() => {
'use strict';
(${code(harden)})();
(${code(hardenDates)})();
const at = ${json(layout)};
const asks = ${json(asks)};
const buffer = globalThis['${handle}'];
const v = new Float64Array(buffer, 0, at.doubles);
const t = new Uint16Array(buffer, 8 * at.doubles, at.textMax);
const library = (${code(makeLibrary)})(${json(recipeNames)}, ${json(lengths)});
const texts = (${code(makeTexts)})(v, t, at);
const makeSayer = ${code(makeSayer)};
const doorParts = {
  at, asks, v, texts, pack: ${code(pack)}, unpack: ${code(unpack)},
  makeCloses: ${code(makeCloses)}, makeView: ${code(makeView)},
};
const makeDoors = ${code(makeDoors)};
const made = (${code(serve)})({
  at, asks, v, library, texts, answers: ${json(answers)}, makeHooks: ${code(makeHooks)},
  makeDoors: (hooks) => makeDoors(doorParts, hooks),
  sayers: {
    agent: makeSayer(${json(opinionFields)}, texts, v, at),
    strategy: makeSayer(${json(signalFields)}, texts, v, at),
  },
});
globalThis['${handle}'] = { exports: library.exports, use: made.use };
return made.call;
})()`
}

function code(written: (...given: never[]) => unknown): string {
  return written.toString()
}

/** The text of a module that gives what `from` exports. */
export function librarySource(from: string): string {
  const names = importable[from] ?? []
  return `export const { ${names.join(', ')} } = globalThis['${handle}'].exports['${from}']`
}
