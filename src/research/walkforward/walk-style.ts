/** Rules of the page of a walk, over those of all pages. */
export const walkStyle = `
.words { text-align: left } td.words { white-space: normal; min-width: 130px }
.strip { margin: 0 0 18px }
.strip figcaption { color: var(--quiet) }
.strip figcaption i { width: 18px; height: 10px; border: 0; opacity: .85 }
.lanes { position: relative; padding-bottom: 22px }
.lane { display: flex; align-items: center; gap: 8px; height: 16px; font-size: 11.5px }
.lane b { width: 26px; text-align: right; font-weight: 400; color: var(--quiet) }
.lane div { position: relative; flex: 1; height: 10px; background: var(--card) }
.lane i, .strip .train, .strip .test, .strip .purge, .strip .embargo { display: block }
.lane i { position: absolute; top: 0; bottom: 0; min-width: 1px }
.lanes .axis { position: absolute; left: 34px; right: 0; bottom: 20px; height: 0 }
i.train { background: var(--price); opacity: .55 } i.test { background: var(--own) }
i.purge { background: var(--loss) } i.embargo { background: var(--hold) }
.drift { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 8px 24px }
.drift .plot { height: 130px; margin-right: 62px }
.drift .dot, .dots .dot { position: absolute; width: 8px; height: 8px; border-radius: 50%;
  background: var(--own); transform: translate(-50%, -50%); opacity: .8 }
.dots .plot { height: 90px; margin-right: 0 } .dots .dot.minus { background: var(--loss) }
.dots .mark { position: absolute; top: 0; bottom: 0; border-left: 1px dashed var(--quiet) }
.dots .mark.zero { border-left: 1px solid var(--ink) }
`
