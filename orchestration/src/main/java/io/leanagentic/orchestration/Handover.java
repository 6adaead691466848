package io.leanagentic.orchestration;

import io.leanagentic.capability.Iso;
import java.util.function.Predicate;

/**
 * What a shard's behavior implements so that the state of a key moves with the key. Both methods
 * run in turns of the shard's agent. Without it, a key begins afresh at its new shard.
 *
 * <pre>{@code
 * @Iso public Map<String, Account> exportKeys(Predicate<? super String> moving) {
 *   var leaving = new HashMap<String, Account>();
 *   accounts.forEach((name, account) -> { if (moving.test(name)) leaving.put(name, account); });
 *   accounts.keySet().removeAll(leaving.keySet());
 *   return leaving;
 * }
 *
 * public void importKeys(Map<String, Account> state) { accounts.putAll(state); }
 * }</pre>
 *
 * <p>A key that waits for answers ({@code onAnswer}, {@code await}) stays until their continuations
 * have run, for {@link ShardConfig#patience} at most: then these waits are cancelled. Messages
 * stashed while a message of the key was handled follow the key, and a move unstashes messages of
 * other keys. Timers belong to the agent: they stay, and end with it.
 *
 * <p>The state is moved, not copied: the shard that gave it away must not use it afterwards. A
 * shard that ended by itself can give nothing away: its state is lost, and its keys start afresh.
 *
 * @param <K> the keys
 * @param <S> the state of many keys
 */
public interface Handover<K, S> {

  /**
   * Takes out the state of the keys that leave. All their messages so far have been handled. If it
   * throws, that is a failure of this agent; the keys move without state.
   */
  @Iso
  S exportKeys(Predicate<? super K> moving);

  /**
   * Takes in the state of keys that come, before the first of their messages. If it throws, that is
   * a failure of this agent; the keys begin afresh.
   */
  void importKeys(@Iso S state);
}
