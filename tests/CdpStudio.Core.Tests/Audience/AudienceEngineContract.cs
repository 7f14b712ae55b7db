using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using NodaTime.Text;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>What every engine must agree on. One subclass per engine.</summary>
public abstract class AudienceEngineContract(ITestOutputHelper output)
{
    public static TheoryData<string> Names => new(AudienceCases.All.Keys);

    protected ITestOutputHelper Output { get; } = output;

    /// <summary>How much of the language the engine evaluates.</summary>
    protected virtual RuleScope Scope => RuleScope.Everything;

    /// <summary>An engine that has taken in all facts of the world and whose clock stands at <paramref name="now"/>.</summary>
    protected abstract Task<IAudienceEngine> CreateAsync(ReferenceWorld world, DateTimeOffset now);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Members_NamedCase_AreExactlyThese(string name)
    {
        var told = AudienceCases.All[name];
        await using var engine = await StartAsync(told.Story.World, told.Story.Now);

        await AssertMembersAsync(told, engine.Value);
    }

    protected async Task AssertMembersAsync(AudienceCase told, IAudienceEngine engine)
    {
        var asOf = told.AsOf is null ? (DateTimeOffset?)null : InstantPattern.ExtendedIso.Parse(told.AsOf).Value.ToDateTimeOffset();
        var query = new AudienceQuery(RuleText.Read(told.Rule, told.Story.World), asOf, told.KnownAt is { } number ? new KnownAt.Fact(number) : null);

        IReadOnlyList<ProfileId> members;
        try
        {
            members = await engine.MembersAsync(query, null, int.MaxValue, CancellationToken.None);
        }
        catch (RuleNotYetException) when (!Scope.Holds(query.Rule) || (query.KnownAt is not null && !Scope.KnownAt))
        {
            Output.WriteLine("Not yet.");
            return;
        }

        Assert.Equal(told.Members, string.Join(' ', members.Select(told.Story.NameOf).Order(StringComparer.Ordinal)));
        Assert.Equal(members.Order(), members);
        Assert.Equal(members.Count, (await engine.CountAsync(query, CancellationToken.None)).Count);
    }

    protected async Task<Started> StartAsync(ReferenceWorld world, DateTimeOffset now) => new(await CreateAsync(world, now));

    protected readonly record struct Started(IAudienceEngine Value) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (Value is IAsyncDisposable later) await later.DisposeAsync();
            else (Value as IDisposable)?.Dispose();
        }
    }
}
