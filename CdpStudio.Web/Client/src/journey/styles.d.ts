// esbuild puts them beside the bundle.
declare module "*.css";
