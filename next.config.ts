import type { NextConfig } from "next";

const config: NextConfig = {
  // The end-to-end tests build beside a running `npm start`, so they must not share its output.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  devIndicators: false,
  // Types are a stage of `npm test`: a start must not fail, or wait, for the type of a test file.
  typescript: { ignoreBuildErrors: true },
};

export default config;
