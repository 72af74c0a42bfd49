package dev.crab.coordinator.domain.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TableTest {
  @Property(tries = 300)
  void shouldHoldWhatATreeMapHoldsWhenKeysComeAndGo(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 40) Integer> keys) {
    TreeMap<Integer, Integer> model = new TreeMap<>();
    Table<Integer, Integer> table = Table.empty();
    int number = 0;
    for (int key : keys) {
      number++;
      if (number % 3 == 0) {
        model.remove(key);
        table = table.remove(key);
      } else {
        model.put(key, number);
        table = table.put(key, number);
      }
    }
    assertThat(entries(table)).isEqualTo(new ArrayList<>(model.entrySet()));
    assertThat(table.size()).isEqualTo(model.size());
    for (int key = 0; key <= 40; key++) {
      assertThat(table.get(key).orElse(null)).isEqualTo(model.get(key));
      assertThat(entries(table.from(key)))
          .isEqualTo(new ArrayList<>(model.tailMap(key, true).entrySet()));
      assertThat(entries(table.downFrom(key)))
          .isEqualTo(new ArrayList<>(model.headMap(key, true).descendingMap().entrySet()));
    }
  }

  @Property(tries = 100)
  void shouldLeaveTheOldVersionAloneWhenAKeyIsPut(
      @ForAll @Size(min = 1, max = 50) List<Integer> keys) {
    Table<Integer, Integer> before = Table.empty();
    for (int key : keys) {
      before = before.put(key, key);
    }
    List<Map.Entry<Integer, Integer>> held = entries(before);
    Table<Integer, Integer> after = before.put(keys.getFirst(), -7).remove(keys.getLast());
    assertThat(after).isNotEqualTo(before);
    assertThat(entries(before)).isEqualTo(held);
  }

  @Property(tries = 100)
  void shouldBeEqualWhenTheSameKeysCameInAnotherOrder(@ForAll @Size(max = 60) List<Integer> keys) {
    Table<Integer, Integer> there = Table.empty();
    for (int key : keys) {
      there = there.put(key, key);
    }
    Table<Integer, Integer> back = Table.empty();
    for (int key : keys.reversed()) {
      back = back.put(key, key);
    }
    assertThat(back).isEqualTo(there).hasSameHashCodeAs(there);
  }

  @Property(tries = 50)
  void shouldKeepTheGreatestKeysWhenBounded(@ForAll @Size(max = 60) List<Integer> keys) {
    Table<Integer, Integer> table = Table.empty();
    for (int key : keys) {
      table = table.putNewest(key, key, 5);
    }
    List<Integer> greatest = keys.stream().distinct().sorted().toList();
    List<Integer> expected = greatest.subList(Math.max(0, greatest.size() - 5), greatest.size());
    assertThat(entries(table).stream().map(Map.Entry::getKey)).isEqualTo(expected);
  }

  private static List<Map.Entry<Integer, Integer>> entries(
      Iterable<Table.Entry<Integer, Integer>> table) {
    List<Map.Entry<Integer, Integer>> entries = new ArrayList<>();
    table.forEach(e -> entries.add(Map.entry(e.key(), e.value())));
    return entries;
  }
}
