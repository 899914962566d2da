import fc from 'fast-check'

/** The examples of property tests are the same in every run, so that a build is repeatable; `npm run explore` looks for others. */
fc.configureGlobal({ seed: Number(process.env.SLUICE_SEED) })
