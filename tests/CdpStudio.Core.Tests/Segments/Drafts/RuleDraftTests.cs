using System.Text.Json;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments.Drafts;

namespace CdpStudio.Core.Tests.Segments.Drafts;

public sealed class RuleDraftTests
{
    private const int Seeds = 300;

    [Fact]
    public void Undo_AnyEdits_GoesBackThroughEveryDraftAndRedoForthAgain()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomDraft(seed, finished: false);
            List<RuleDraft> drafts = [RuleDraft.Empty];
            var history = DraftHistory.Of(drafts[0]);
            for (var i = 0; i < 20; i++)
            {
                var next = random.Edit(history.Present);
                if (!ReferenceEquals(next, history.Present)) drafts.Add(next);
                history = history.Do(next);
            }

            for (var i = drafts.Count - 1; i >= 0; i--)
            {
                Assert.Same(drafts[i], history.Present);
                history = history.Undo();
            }

            Assert.False(history.CanUndo);
            foreach (var draft in drafts)
            {
                Assert.Same(draft, history.Present);
                history = history.Redo();
            }

            Assert.False(history.CanRedo);
        }
    }

    [Fact]
    public void Do_TypingInOneField_IsOneStep()
    {
        var (draft, line) = RuleDraft.Empty.Add(RuleDraft.Empty.Root.Id, 0, id => new DraftLine.InSegment(id, ""));
        var history = DraftHistory.Of(draft);

        foreach (var text in new[] { "v", "vi", "vip" }) history = history.Do(history.Present.Change(new DraftLine.InSegment(line, text)), typing: "1/key");

        Assert.Same(draft, history.Undo().Present);
        Assert.Equal(new DraftLine.InSegment(line, "vip"), history.Undo().Redo().Present.Find(line));
    }

    [Fact]
    public void Do_AfterUndo_ForgetsWhatWasUndone()
    {
        var history = DraftHistory.Of(RuleDraft.Empty).Do(With("a")).Undo().Do(With("b"));

        Assert.False(history.CanRedo);
    }

    [Fact]
    public void Edits_Any_LeaveEveryIdOnceAndBelowTheNext()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var draft = new RandomDraft(seed, finished: false).Next(25);

            var ids = draft.Lines.Select(l => l.Id).Append(draft.Root.Id).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.All(ids, id => Assert.True(id.Value < draft.NextId));
        }
    }

    [Fact]
    public void MoveUp_ThenDown_IsWhereItWasAndNothingIsLost()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var draft = new RandomDraft(seed, finished: false).Next();
            foreach (var line in draft.Lines)
            {
                var up = draft.MoveUp(line.Id);
                Assert.Equal(Ids(draft).Order(), Ids(up).Order());
                if (!ReferenceEquals(up, draft)) Assert.Equal(Shape(draft), Shape(up.MoveDown(line.Id)));

                var down = draft.MoveDown(line.Id);
                if (!ReferenceEquals(down, draft)) Assert.Equal(Shape(draft), Shape(down.MoveUp(line.Id)));
            }
        }
    }

    [Fact]
    public void MoveUp_BelowAGroup_EntersItAtItsEnd()
    {
        var (draft, group) = RuleDraft.Empty.Add(new LineId(0), 0, id => new DraftLine.Group(id, GroupKind.Any, 1, []));
        var (two, line) = draft.Add(new LineId(0), 9, id => new DraftLine.Everyone(id));

        Assert.Equal(group, two.MoveUp(line).ParentOf(line)!.Id);
    }

    [Fact]
    public void MoveTo_IntoItself_ChangesNothing()
    {
        var (draft, group) = RuleDraft.Empty.Add(new LineId(0), 0, id => new DraftLine.Group(id, GroupKind.Any, 1, []));
        var (nested, inner) = draft.Add(group, 0, id => new DraftLine.Group(id, GroupKind.Any, 1, []));

        Assert.Same(nested, nested.MoveTo(group, inner, 0));
    }

    [Fact]
    public void Wrap_ThenUnwrap_IsTheSameTree()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var draft = new RandomDraft(seed, finished: false).Next();
            foreach (var line in draft.Lines)
            {
                var wrapped = draft.Wrap(line.Id, GroupKind.Any);

                Assert.Equal(Shape(draft), Shape(wrapped.Unwrap(wrapped.ParentOf(line.Id)!.Id)));
            }
        }
    }

    [Fact]
    public void Duplicate_AnyLine_WritesTheSameTwice()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var draft = new RandomDraft(seed, finished: true).Next();
            foreach (var line in draft.Lines)
            {
                var (twice, copy) = draft.Duplicate(line.Id);

                Assert.Equal(RuleDraft.Write(line), RuleDraft.Write(twice.Find(copy)!));
            }
        }
    }

    [Fact]
    public void Read_WhatAFinishedDraftWrote_IsTheSameRuleAgain()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var text = new RandomDraft(seed, finished: true).Next().Write();
            Assert.Empty(text.Gaps);

            Assert.Equal(text.Json, Read(text.Json).Write().Json);
        }
    }

    [Fact]
    public void Write_AnyDraft_IsTakenByTheReaderOrNamesALine()
    {
        for (var seed = 0; seed < 3 * Seeds; seed++)
        {
            var draft = new RandomDraft(seed, finished: seed % 2 == 0).Next();

            var text = draft.Write();

            if (RuleReader.Read(text.Json, EveryName.Untyped) is RuleReading.Refused { Refusal: var refusal })
                Assert.True(text.LineAt(refusal.Pointer) != draft.Root.Id, $"{refusal.Detail} {text.Json}");
            Assert.All(text.Gaps, g => Assert.NotNull(draft.Find(g.Line)));
            if (text.Gaps.Count == 0) Assert.All(draft.Lines, l => Assert.NotNull(RuleDraft.Write(l)));
        }
    }

    [Fact]
    public void Unpack_WhatAnyDraftPacked_IsTheSameDraft()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var draft = new RandomDraft(seed, finished: false).Next(20);

            var again = RuleDraft.Unpack(draft.Pack())!;

            Assert.Equal(draft.Pack(), again.Pack());
            Assert.Equal(Shape(draft), Shape(again));
        }
    }

    [Fact]
    public void Unpack_OfVersionOne_IsStillRead()
    {
        const string Packed = """
            {"root":{"id":{"value":0},"kind":"all","count":1,"lines":[
              {"is":"did","id":{"value":1},"event":"Paid","where":[{"is":"property","id":{"value":2},"path":"total","test":{"type":"number","operator":"gte","operands":["5"]}}],
               "during":{"is":"last","length":"30d"},"measure":{"kind":"count","of":""},"test":{"type":"number","operator":"gte","operands":["1"]}},
              {"is":"code","id":{"value":3},"json":"{\"reachable\":\"email\"}"}]},"nextId":4}
            """;

        Assert.Equal(
            """{"all":[{"event":"Paid","where":[{"property":"total","op":"gte","value":5}],"during":{"last":"30d"},"measure":"count","op":"gte","value":1},{"reachable":"email"}]}""",
            RuleDraft.Unpack(Packed)!.Write().Json);
    }

    [Fact]
    public void Write_UnfinishedLines_AreLeftOutAndNamed()
    {
        var (draft, _) = With("vip").Add(new LineId(0), 9, id => new DraftLine.Attribute(id, "points", DraftTest.Of(DataType.Number, DraftOperator.Gte)));
        var (more, group) = draft.Add(new LineId(0), 9, id => new DraftLine.Group(id, GroupKind.Any, 1, []));

        var text = more.Write();

        Assert.Equal("""{"all":[{"segment":"vip"}]}""", text.Json);
        Assert.Equal([DraftField.Value, DraftField.Lines], text.Gaps.Select(g => g.Field));
        Assert.Equal(group, text.Gaps[1].Line);
    }

    [Theory]
    [InlineData("/all/1/value", 3)]
    [InlineData("/all/0/not/any/0/segment", 2)]
    [InlineData("/all/0", 1)]
    [InlineData("", 0)]
    [InlineData("/nowhere", 0)]
    public void LineAt_PointerIntoTheRule_IsTheLineItLiesIn(string pointer, int line)
    {
        var draft = Read("""{"all":[{"not":{"segment":"vip"}},{"attribute":"points","op":"gte","value":5}]}""");

        Assert.Equal(new LineId(line), draft.Write().LineAt(pointer));
    }

    [Theory]
    [InlineData("""{"sequence":[{"event":"A"},{"event":"B"}]}""")]
    [InlineData("""{"attribute":"plan","op":"eq","value":"free","for":"90d"}""")]
    [InlineData("""{"event":"A","pick":"last","having":[]}""")]
    [InlineData("""{"all":7}""")]
    [InlineData("""{"attribute":"plan","op":"eq","op":"neq","value":"x"}""")]
    [InlineData("""{"segment":"vip","entered":{"last":"7d"}}""")]
    public void Read_FormWithoutAnEditor_IsKeptAsItIs(string node)
    {
        var draft = Read($$"""{"any":[{{node}}]}""");

        Assert.Equal(node, Assert.IsType<DraftLine.AsCode>(Assert.Single(draft.Root.Lines)).Json);
        Assert.Equal(GroupKind.Any, draft.Root.Kind);
    }

    [Fact]
    public void Read_ConditionAlone_StandsInAGroupOfAll()
    {
        var draft = Read("""{"event":"Order Completed"}""");

        var did = Assert.IsType<DraftLine.Did>(Assert.Single(draft.Root.Lines));
        Assert.Equal(("Order Completed", DraftOperator.Gte, "1"), (did.Event, did.Test.Operator, did.Test.Operands[0]));
    }

    [Theory]
    [InlineData(DraftOperator.In, new[] { "Bonn" })]
    [InlineData(DraftOperator.Neq, new[] { "Bonn" })]
    [InlineData(DraftOperator.Exists, new string[0])]
    public void With_AnotherOperator_KeepsWhatWasTyped(DraftOperator op, string[] kept)
    {
        var test = new DraftTest(DataType.Text, DraftOperator.Eq, ["Bonn"]);

        Assert.Equal(kept, test.With(op).Operands);
    }

    private static RuleDraft With(string segment) => RuleDraft.Empty.Add(new LineId(0), 0, id => new DraftLine.InSegment(id, segment)).Draft;

    private static RuleDraft Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return RuleDraft.Read(document.RootElement, _ => null);
    }

    private static IEnumerable<int> Ids(RuleDraft draft) => draft.Lines.Select(l => l.Id.Value);

    private static string Shape(RuleDraft draft)
    {
        return Of(draft.Root);

        static string Of(DraftLine line) => line is DraftLine.Group group ? $"{line.Id.Value}({string.Join(' ', group.Lines.Select(Of))})" : $"{line.Id.Value}";
    }
}
