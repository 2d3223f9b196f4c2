import { registerHooks } from 'node:module';

/** As if the package `pg` were not installed: `node --import` this. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'pg') return next(specifier, context);
    throw Object.assign(new Error(`Cannot find package '${specifier}'`), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
  },
});
