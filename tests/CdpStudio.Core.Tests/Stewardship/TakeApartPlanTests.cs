using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Stewardship;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Stewardship;

/// <summary>What a taking apart foresees and says, against the plain fold of the log with what it said.</summary>
public sealed class TakeApartPlanTests
{
    private const int Rounds = 2_000;

    [Fact]
    public void People_Foreseen_AreThoseThatThePlainFoldFinds()
    {
        ForEachRound((random, identity) =>
        {
            var person = identity.Somebody();
            var taken = SomeOf(person, random);
            if (taken.Count == 0 || taken.Count == person.Count) return;

            var plan = TakeApartPlan.Of(identity.Facts, person, taken, never: random.Next(2) == 0);
            foreach (var cut in plan.Cuts) identity.Book.Cut(cut.A, cut.B);
            foreach (var fence in plan.Fences) identity.Book.Fence(fence.A, fence.B);

            var people = identity.People;
            Assert.Equal(
                person.GroupBy(n => people.Group(n.Profile).Min()).OrderBy(g => g.Key)
                    .Select(g => (g.Key, string.Join(' ', g.Select(n => n.Identifier.Value).Order(StringComparer.Ordinal)), people.Group(g.Key).Any(n => person.All(own => own.Profile != n)))),
                plan.People.Select(p => (p.Number, string.Join(' ', p.Identifiers.Select(i => i.Value).Order(StringComparer.Ordinal)), p.JoinsOthers)));
        });
    }

    [Fact]
    public void Never_WhateverIsSeenSaidOrCutLater_TheSidesStayApart()
    {
        ForEachRound((random, identity) =>
        {
            var person = identity.Somebody();
            var taken = SomeOf(person, random);
            if (taken.Count == 0 || taken.Count == person.Count) return;

            var plan = TakeApartPlan.Of(identity.Facts, person, taken, never: true);
            foreach (var cut in plan.Cuts) identity.Book.Cut(cut.A, cut.B);
            foreach (var fence in plan.Fences) identity.Book.Fence(fence.A, fence.B);
            identity.With(facts: 30);

            var people = identity.People;
            Assert.All(taken, number => Assert.DoesNotContain(person, n => !taken.Contains(n.Profile) && people.Group(number).Contains(n.Profile)));
            Assert.Equal(taken.Count * (person.Count - taken.Count), plan.Fences.Count);
        });
    }

    private static HashSet<ProfileId> SomeOf(IReadOnlyList<IdentityNode> person, Random random) =>
        [.. person.Select(n => n.Profile).Where(_ => random.Next(2) == 0)];

    private static void ForEachRound(Action<Random, RandomIdentity> check)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(RunSeed.Value + round);
            var identity = new RandomIdentity(random).With(facts: random.Next(2, 24));
            if (identity.Nodes().Count > 0) check(random, identity);
        }
    }
}
