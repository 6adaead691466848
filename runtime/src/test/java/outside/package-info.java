/** Code as of a user: in no package of the project. */
@NullMarked
package outside;

import org.jspecify.annotations.NullMarked;
