using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Kernel;

public sealed class PagedArrayTests
{
    [Fact]
    public void Save_WhileMoreIsSet_WritesWhatStaysAsItIs()
    {
        var array = new PagedArray<int>();
        for (var i = 0; i < 3_000; i++) array[i] = i + 1;
        var end = 3_000;
        using var file = new WrittenStream(() => array[end++] = 7);
        using var writer = new BinaryWriter(file);

        array.Save(writer);
        writer.Flush();

        Assert.True(file.Length > 12_000);
    }

    [Fact]
    public void Set_AnywhereInAnyOrder_IsReadBackAlsoFromAFile()
    {
        var dice = new Dice(RunSeed.Value);
        for (var round = 0; round < 20; round++)
        {
            var (array, model, length) = (new PagedArray<long>(), new Dictionary<int, long>(), dice.Pick(10, 100, 1_024, 1_025, 20_000));
            for (var i = 0; i < 500; i++)
            {
                var (at, value) = (dice.Number(0, length), dice.Chance(30) ? 0 : dice.Long(long.MinValue, long.MaxValue));
                if (dice.Chance(50)) array[at] = value;
                else array.At(at) = value;
                model[at] = value;
            }

            AssertHolds(model, length, array);
            AssertHolds(model, length, Again(array));
            Assert.True(array.End > model.Where(m => m.Value != 0).Max(m => m.Key));
        }
    }

    [Fact]
    public void Freeze_AtAnyTime_ShowsWhatStoodThenHoweverItGoesOn()
    {
        var dice = new Dice(RunSeed.Value);
        for (var round = 0; round < 20; round++)
        {
            var (array, model, length) = (new PagedArray<long>(), new Dictionary<int, long>(), dice.Pick(10, 100, 1_024, 1_025, 20_000));
            var frozen = new List<(Action<BinaryWriter> Array, Dictionary<int, long> Model)>();
            for (var i = 0; i < 500; i++)
            {
                var (at, value) = (dice.Number(0, length), dice.Long(long.MinValue, long.MaxValue));
                if (dice.Chance(50)) array[at] = value;
                else array.At(at) = value;
                model[at] = value;
                if (dice.Chance(2)) frozen.Add((array.Freeze(), new Dictionary<int, long>(model)));
            }

            AssertHolds(model, length, array);
            foreach (var (then, asItWas) in frozen) AssertHolds(asItWas, length, Again(then));
        }
    }

    [Fact]
    public void Adopt_WhateverWasSetSinceItWasFrozen_HoldsTheSameAndGoesOn()
    {
        var dice = new Dice(RunSeed.Value);
        for (var round = 0; round < 20; round++)
        {
            using var folder = new MappedFolder();
            var (array, model, length) = (new PagedArray<long>(), new Dictionary<int, long>(), dice.Pick(10, 1_025, 20_000));
            for (var turn = 0; turn < 5; turn++)
            {
                Set(200);
                var saved = folder.Again(array.Freeze(), new PagedArray<long>(), (again, reader) => again.Load(reader));
                Set(dice.Pick(0, 3, 100));
                array.Adopt(saved);

                AssertHolds(model, length, array);
                AssertHolds(model, length, Again(array));
                AssertHolds(model, length, Again(array.Freeze()));
            }

            void Set(int times)
            {
                for (var i = 0; i < times; i++)
                {
                    var (at, value) = (dice.Number(0, length), dice.Long(long.MinValue, long.MaxValue));
                    array[at] = model[at] = value;
                }
            }
        }
    }

    [Fact]
    public void AdoptBelow_OfWhatOnlyGrows_HoldsTheSameAndGoesOn()
    {
        using var folder = new MappedFolder();
        var (array, model) = (new PagedArray<long>(), new Dictionary<int, long>());
        for (var end = 700; end < 9_000; end += 700)
        {
            var saved = folder.Again(array.Save, new PagedArray<long>(), (again, reader) => again.Load(reader));
            for (var at = model.Count; at < end; at++) array[at] = model[at] = at * 3L;
            array.AdoptBelow(saved, end - 700);

            AssertHolds(model, end, array);
            AssertHolds(model, end, Again(array));
        }
    }

    private static void AssertHolds(Dictionary<int, long> model, int length, PagedArray<long> array)
    {
        for (var i = 0; i < length; i++) Assert.Equal(model.GetValueOrDefault(i), array[i]);
        Assert.Equal(0, array[length + 5_000]);
    }

    private static PagedArray<long> Again(PagedArray<long> array) => Again(array.Save);

    private static PagedArray<long> Again(Action<BinaryWriter> save)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        save(writer);
        writer.Flush();

        bytes.Position = 0;
        using var reader = new BinaryReader(bytes);
        var again = new PagedArray<long>();
        again.Load(reader);
        Assert.Equal(bytes.Length, bytes.Position);
        return again;
    }
}
