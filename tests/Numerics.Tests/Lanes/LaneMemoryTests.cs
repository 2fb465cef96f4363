using System.Numerics;
using System.Runtime.InteropServices;
using Numerics.Runtime;
using static Numerics.Tests.Lanes.LaneValues;

namespace Numerics.Tests.Lanes;

/// <summary>Loads and stores touch exactly the elements that they are told to.</summary>
public sealed class LaneMemoryTests
{
    private const int Offset = 3;
    private const int Size = 64;

    /// <summary>Counts below 0 stand for none, and those above all lanes for all of them: so far beyond is tried.</summary>
    private const int Beyond = 3;

    [Fact]
    public void Loads_and_stores_move_all_lanes() => LaneTypes.All(default(Whole));

    [Fact]
    public void Partial_stores_leave_the_rest() => LaneTypes.All(default(Stores));

    [Fact]
    public void Partial_loads_read_up_to_a_page_that_must_not_be_touched() => LaneTypes.All(default(Loads));

    private static T[] Numbers<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(1, Size).Select(i => T.CreateChecked(i))];

    private readonly unsafe struct Whole : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T* aligned = (T*)NativeMemory.AlignedAlloc(Size * (nuint)sizeof(T), 128);
            T[] numbers = Numbers<T>();
            fixed (T* source = numbers)
            {
                V.Store(V.Load(new Pointer<T>(source), Offset), new Pointer<T>(aligned), Offset);
                Assert.Equal(numbers.AsSpan(Offset, V.Count), new Span<T>(aligned + Offset, V.Count));
                V.StoreStreaming(V.Load(new Pointer<T>(source), 1), new Pointer<T>(aligned), V.Count);
                Assert.Equal(numbers.AsSpan(1, V.Count), new Span<T>(aligned + V.Count, V.Count));
            }

            NativeMemory.AlignedFree(aligned);
        }
    }

    private readonly unsafe struct Stores : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] numbers = Numbers<T>();
            for (int count = -Beyond; count <= V.Count + Beyond; count++)
            {
                T[] memory = new T[Size];
                fixed (T* source = numbers, destination = memory)
                {
                    V.Store(V.Load(new Pointer<T>(source), 0), new Pointer<T>(destination), Offset, count);
                }

                T[] expected = new T[Size];
                numbers.AsSpan(0, Math.Clamp(count, 0, V.Count)).CopyTo(expected.AsSpan(Offset));
                Assert.Equal(expected, memory);
            }
        }
    }

    private readonly unsafe struct Loads : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            using var memory = new GuardedMemory();
            T[] numbers = Numbers<T>();
            for (int count = -Beyond; count <= V.Count + Beyond; count++)
            {
                int lanesInside = Math.Clamp(count, 0, V.Count);
                T* start = (T*)memory.End - lanesInside;
                numbers.AsSpan(0, lanesInside).CopyTo(new Span<T>(start, lanesInside));
                V loaded = V.Load(new Pointer<T>(start), 0, count);
                V.Store(-loaded, new Pointer<T>(start), 0, count);
                T[] lanes = Lanes<V, T>(loaded);
                T[] mask = Lanes<V, T>(V.FirstLanes(count));
                for (int i = 0; i < V.Count; i++)
                {
                    Same(i < count ? numbers[i] : T.Zero, lanes[i], $"{typeof(V)} load {count}, lane {i}");
                    Assert.Equal(i < count, Bits(mask[i]) != 0);
                    if (i < count)
                    {
                        Same(-numbers[i], start[i], $"{typeof(V)} store {count}, lane {i}");
                    }
                }
            }
        }
    }
}
