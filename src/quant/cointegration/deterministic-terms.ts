/** What a regression holds besides the series: nothing, a constant, or a constant and a trend. */
export type DeterministicTerms = 'none' | 'constant' | 'trend'
