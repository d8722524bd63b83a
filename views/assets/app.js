// What script adds. Every page works without it; each module looks for its hook and is silent without.
import "./guard.js";
import "./keys.js";
import "./walk.js";
import "./count.js";
import "./draft.js";
import "./annotate.js";
import "./later.js";
