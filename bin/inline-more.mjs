import v8 from 'node:v8'

/**
 * A bar goes through one short method after another, and V8 stops inlining them when it has taken
 * in 920 bytes of bytecode for one function. See docs/decisions/0019.
 */
export function inlineMore() {
  v8.setFlagsFromString('--max-inlined-bytecode-size-cumulative=3000')
}
