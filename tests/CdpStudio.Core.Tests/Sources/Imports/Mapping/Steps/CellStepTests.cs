using System.Globalization;
using System.Text.RegularExpressions;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Sources.Imports.Mapping.Steps;

public sealed class CellStepTests
{
    private static readonly string[] s_pieces = [" ", "\u00A0", "\uFEFF", "a", "B", "Ä", "b", ",", "; ", "-", "müller", "x y"];

    [Fact]
    public void Through_AnySteps_AgreesWithANaiveModel()
    {
        var seed = RunSeed.Value;
        var random = new Random(seed);
        for (var round = 0; round < 5_000; round++)
        {
            var steps = Enumerable.Range(0, random.Next(5)).Select(_ => Step(random)).ToList();
            var (text, other) = (Text(random), Text(random));

            var cell = Cell(text).Through(steps, new CellFormat.Text(), _ => Cell(other));

            var (expected, fault) = Naive(text, other, steps);
            Assert.True(
                cell.Text == expected && cell.Fault == fault,
                $"CDPSTUDIO_TEST_SEED={seed} round {round}: '{text}' became '{cell.Text}' ({cell.Fault}) and not '{expected}' ({fault}) through {string.Join(", ", steps)}");
        }
    }

    [Fact]
    public void Through_AnyBounds_AgreesWithComparingNumbers()
    {
        var seed = RunSeed.Value;
        var random = new Random(seed);
        var german = new CellFormat.Number(CultureInfo.GetCultureInfo("de-DE"));
        for (var round = 0; round < 2_000; round++)
        {
            decimal? least = random.Next(3) == 0 ? null : random.Next(-50, 50);
            decimal? most = least is null || random.Next(3) > 0 ? (least ?? 0) + random.Next(60) : null;
            var number = random.Next(-20_000, 20_000) / 100m;
            var then = (OutlierRule)random.Next(3);

            var cell = Cell(number.ToString("N2", CultureInfo.GetCultureInfo("de-DE"))).Through([new CellStep.Outliers(least, most, then)], german, _ => throw new InvalidOperationException());

            var isOutside = number < (least ?? decimal.MinValue) || number > (most ?? decimal.MaxValue);
            Assert.True(
                cell.IsOutlier == isOutside && cell.Fault == (isOutside && then == OutlierRule.Reject ? RejectReason.Outlier : null) && cell.IsBlank == (isOutside && then == OutlierRule.Empty),
                $"CDPSTUDIO_TEST_SEED={seed} round {round}: {number} in {least} to {most}, {then}");
        }
    }

    [Fact]
    public void Through_CellWithATypeOfItsOwn_KeepsItUntilItsTextIsChanged()
    {
        var number = new SteppedCell("1234.5", CellKind.SheetNumber);

        Assert.Equal(CellKind.SheetNumber, number.Through([new CellStep.Trim()], new CellFormat.Text(), Nobody).Kind);
        Assert.Equal(CellKind.Text, number.Through([new CellStep.Replace(".", ",")], new CellFormat.Text(), Nobody).Kind);
        // What is not known any more does not come back by being written differently.
        Assert.Equal(CellKind.RoundedNumber, (number with { Kind = CellKind.RoundedNumber }).Through([new CellStep.Replace(".", ",")], new CellFormat.Text(), Nobody).Kind);
        Assert.Equal("#N/A", new SteppedCell("#N/A", CellKind.Error).Through([new CellStep.Replace("#N/A", "")], new CellFormat.Text(), Nobody).Text);
        Assert.Equal(CellKind.SheetNumber, new SteppedCell("", CellKind.Text).Through([new CellStep.Fill("other")], new CellFormat.Text(), _ => number).Kind);
    }

    [Fact]
    public void Through_TextThatGrowsBeyondARow_IsAFault()
    {
        var cell = Cell(new string('a', 10_000)).Through([new CellStep.Replace("a", new string('b', 200))], new CellFormat.Text(), Nobody);

        Assert.Equal(RejectReason.TooLong, cell.Fault);
    }

    [Fact]
    public void StepJson_AnySteps_ComeBackAsTheyWere()
    {
        var seed = RunSeed.Value;
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var column = new MappedColumn("a", new ColumnTarget.Attribute("a"), new CellFormat.Number())
            {
                Steps = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Step(random)), new CellStep.Outliers(random.Next(10), 10.5m, (OutlierRule)random.Next(3))],
            };
            var written = MappingJson.Write(new ImportMapping(ImportKind.Profiles, [column, new MappedColumn("b", new ColumnTarget.Identifier("user_id"), new CellFormat.Text())]));

            var read = Assert.IsType<MappingReading.Read>(MappingJson.Read(written)).Mapping;

            Assert.True(written == MappingJson.Write(read), $"CDPSTUDIO_TEST_SEED={seed} round {round}: {written}");
            Assert.Equal(column.Steps.Select(Said), read.Columns[0].Steps.Select(Said));
        }
    }

    [Fact]
    public void StepJson_WrittenByVersionOne_IsReadAndWrittenTheSame()
    {
        const string Saved = """
            {"format":"csv","encoding":"auto","kind":"profiles","columns":[{"from":"id","to":"identifier:user_id","transform":{"version":1,"steps":[{"is":"trim"},{"is":"case","to":"upper"}]}},{"from":"tel","to":"identifier:phone","transform":{"version":1,"steps":[{"is":"fill","from":"id"},{"is":"phone","country":"DE"}]}},{"from":"n","to":"attribute:n","type":"number","transform":{"version":1,"steps":[{"is":"split","by":" ","part":-1},{"is":"replace","find":"EUR","with":""},{"is":"values","map":{"NONE":"0"},"else":"keep"},{"is":"default","value":"1"},{"is":"outliers","least":0,"most":99.5,"then":"reject"}]}}]}
            """;

        Assert.Equal(Saved, MappingJson.Write(Assert.IsType<MappingReading.Read>(MappingJson.Read(Saved)).Mapping));
    }

    [Theory]
    [InlineData("""{"steps":[]}""", "/version")]
    [InlineData("""{"version":2,"steps":[]}""", "/version")]
    [InlineData("""{"version":1,"steps":[{"is":"guess"}]}""", "/steps/0/is")]
    [InlineData("""{"version":1,"steps":[{"is":"trim","to":"upper"}]}""", "/steps/0/to")]
    [InlineData("""{"version":1,"steps":[{"is":"trim"},{"is":"case","to":"small"}]}""", "/steps/1/to")]
    [InlineData("""{"version":1,"steps":[{"is":"split","by":"","part":1}]}""", "/steps/0/by")]
    [InlineData("""{"version":1,"steps":[{"is":"split","by":",","part":0}]}""", "/steps/0/part")]
    [InlineData("""{"version":1,"steps":[{"is":"replace","with":"x"}]}""", "/steps/0/find")]
    [InlineData("""{"version":1,"steps":[{"is":"values","map":{}}]}""", "/steps/0/map")]
    [InlineData("""{"version":1,"steps":[{"is":"values","map":{"a":"1"," A":"2"}}]}""", "/steps/0/map/ A")]
    [InlineData("""{"version":1,"steps":[{"is":"values","map":{"a":1}}]}""", "/steps/0/map/a")]
    [InlineData("""{"version":1,"steps":[{"is":"default","value":" "}]}""", "/steps/0/value")]
    [InlineData("""{"version":1,"steps":[{"is":"fill"}]}""", "/steps/0/from")]
    [InlineData("""{"version":1,"steps":[{"is":"phone","country":"Germany"}]}""", "/steps/0/country")]
    [InlineData("""{"version":1,"steps":[{"is":"outliers","least":0}]}""", "/steps/0")]
    [InlineData("""{"version":1,"steps":["trim"]}""", "/steps/0")]
    public void StepJson_WhatMakesNoSense_IsRefusedWithItsPlace(string transform, string pointer)
    {
        var mapping = $$"""{"kind":"profiles","columns":[{"from":"id","to":"identifier:user_id","transform":{{transform}}}]}""";

        Assert.Equal("/columns/0/transform" + pointer, Assert.IsType<MappingReading.Refused>(MappingJson.Read(mapping)).Pointer);
    }

    private static SteppedCell Nobody(string column) => throw new InvalidOperationException(column);

    private static SteppedCell Cell(string text) => new(text, CellKind.Text);

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Piece(random)));

    private static string Piece(Random random) => s_pieces[random.Next(s_pieces.Length)];

    private static CellStep Step(Random random) => random.Next(7) switch
    {
        0 => new CellStep.Trim(),
        1 => new CellStep.Case((LetterCase)random.Next(3)),
        2 => new CellStep.Split(Piece(random), random.Next(1, 4) * (random.Next(2) == 0 ? 1 : -1)),
        3 => new CellStep.Replace(Piece(random), Piece(random)),
        4 => new CellStep.Values(
            new Dictionary<string, string> { [SteppedCell.KeyOf("a")] = "first", [SteppedCell.KeyOf("müller")] = "", [SteppedCell.KeyOf("ä")] = "a" }.AsReadOnly(), (Leftover)random.Next(3)),
        5 => new CellStep.Default("a " + Piece(random)),
        _ => new CellStep.Fill("other"),
    };

    private static string Said(CellStep step) => step is CellStep.Values values
        ? string.Join(';', values.Map.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")) + values.Else
        : step.ToString();

    private static (string Text, RejectReason? Fault) Naive(string text, string other, List<CellStep> steps)
    {
        foreach (var step in steps)
        {
            var isBlank = text.All(char.IsWhiteSpace);
            switch (step)
            {
                case CellStep.Default made when isBlank:
                    text = made.Value;
                    break;
                case CellStep.Fill when isBlank:
                    text = other;
                    break;
                case var _ when isBlank:
                    break;
                case CellStep.Trim:
                    text = Regex.Replace(text, @"^[\s\uFEFF\u200B\u2060]+|[\s\uFEFF\u200B\u2060]+$", "");
                    break;
                case CellStep.Case { To: LetterCase.Title }:
                    text = string.Concat(text.Select((c, i) => i > 0 && char.IsLetter(text[i - 1]) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
                    break;
                case CellStep.Case letters:
                    text = string.Concat(text.Select(c => letters.To == LetterCase.Upper ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)));
                    break;
                case CellStep.Split split:
                    text = NaivePart(text, split);
                    break;
                case CellStep.Replace replace:
                    text = string.Join(replace.With, text.Split(replace.Find));
                    break;
                case CellStep.Values values:
                    var known = values.Map.Where(v => string.Equals(v.Key, text.Trim(), StringComparison.OrdinalIgnoreCase)).Select(v => v.Value).ToList();
                    if (known.Count == 0 && values.Else == Leftover.Reject) return (text, RejectReason.NotListed);
                    text = known.Count > 0 ? known[0] : values.Else == Leftover.Keep ? text : "";
                    break;
            }
        }

        return (text, null);
    }

    private static string NaivePart(string text, CellStep.Split split)
    {
        var parts = new List<string>();
        while (text.IndexOf(split.By, StringComparison.Ordinal) is var at and >= 0)
        {
            parts.Add(text[..at]);
            text = text[(at + split.By.Length)..];
        }

        parts.Add(text);
        if (split.Part < 0) parts.Reverse();
        return parts.Skip(Math.Abs(split.Part) - 1).FirstOrDefault() ?? "";
    }
}
