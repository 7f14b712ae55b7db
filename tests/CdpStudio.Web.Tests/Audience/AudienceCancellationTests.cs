using System.Net.Http.Headers;
using System.Text;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Web.Tests.Ingestion;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Audience;

public sealed class AudienceCancellationTests(PatientStudio studio) : IClassFixture<PatientStudio>
{
    [Theory]
    [InlineData("count", """{"rule":{"everyone":true}}""")]
    [InlineData("members", """{"rule":{"everyone":true}}""")]
    [InlineData("funnel", """{"rule":{"everyone":true}}""")]
    [InlineData("breakdown", """{"rule":{"everyone":true},"by":{"attribute":"country"}}""")]
    [InlineData("explain", """{"rule":{"everyone":true},"profile":"user_id:ann"}""")]
    public async Task Ask_CallerGoes_EngineIsToldToStop(string question, string body)
    {
        if (question == "explain") await studio.TellOfAnnAsync();
        using var client = studio.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/audience/{question}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningStudio.ApiKey);
        using var caller = new CancellationTokenSource();

        var asked = studio.Engine.Next();
        var answer = client.SendAsync(request, caller.Token);
        var engine = await asked.WaitAsync(TimeSpan.FromSeconds(60));
        await caller.CancelAsync();

        await engine.WaitAsync(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }
}

/// <summary>The product over an engine that answers nobody, and says when it is told to stop.</summary>
public sealed class PatientStudio : RunningStudio
{
    internal EndlessEngine Engine => (EndlessEngine)Services.GetRequiredService<IAudienceEngine>();

    public async Task TellOfAnnAsync()
    {
        var key = Basic(await CreateSourceAsync("ann") + ":");
        using var response = await SendAsync(HttpMethod.Post, "/v1/identify", Encoding.UTF8.GetBytes("""{"userId":"ann"}"""), key);
        response.EnsureSuccessStatusCode();
        await UntilCaughtUpAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            var engine = services.Last(s => s.ServiceType == typeof(IAudienceEngine)).ImplementationType!;
            services.AddSingleton<IAudienceEngine>(
                provider => new EndlessEngine((IAudienceEngine)ActivatorUtilities.CreateInstance(provider, engine)));
        });
    }
}

/// <param name="real">Says how far the facts are read, so that people can be waited for.</param>
internal sealed class EndlessEngine(IAudienceEngine real) : IAudienceEngine
{
    private TaskCompletionSource<Task> _next = new();

    public long Position => real.Position;

    /// <summary>Completes with the next question, which completes when the engine is told to stop.</summary>
    public Task<Task> Next()
    {
        _next = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _next.Task;
    }

    public Task WaitAsync(long position, CancellationToken cancellationToken) => real.WaitAsync(position, cancellationToken);

    public Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken) => NeverAsync<AudienceCount>(cancellationToken);

    public Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        NeverAsync<AudienceCounts>(cancellationToken);

    public Task<IReadOnlyList<ProfileId>> MembersAsync(AudienceQuery query, ProfileId? after, int limit, CancellationToken cancellationToken) =>
        NeverAsync<IReadOnlyList<ProfileId>>(cancellationToken);

    public Task<IReadOnlyList<ProfileId>> MembersAmongAsync(
        AudienceQuery query, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken) => NeverAsync<IReadOnlyList<ProfileId>>(cancellationToken);

    public Task<AudienceMembers> ReadMembersAsync(AudienceQuery query, IReadOnlyList<string> fields, ProfileId? after, CancellationToken cancellationToken) =>
        NeverAsync<AudienceMembers>(cancellationToken);

    public Task<IReadOnlyList<AudienceMember>> SampleAsync(
        AudienceQuery query, IReadOnlyList<string> fields, int size, int seed, CancellationToken cancellationToken) =>
        NeverAsync<IReadOnlyList<AudienceMember>>(cancellationToken);

    public Task<NodeExplanation?> ExplainAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) =>
        NeverAsync<NodeExplanation?>(cancellationToken);

    public Task<NodeExplanation?> ForeseeAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) =>
        NeverAsync<NodeExplanation?>(cancellationToken);

    public Task<AudienceNodeCounts> CountNodesAsync(AudienceQuery query, CancellationToken cancellationToken) =>
        NeverAsync<AudienceNodeCounts>(cancellationToken);

    public Task<AudienceBreakdown> BreakDownAsync(AudienceQuery query, BreakdownBy by, int limit, CancellationToken cancellationToken) =>
        NeverAsync<AudienceBreakdown>(cancellationToken);

    private async Task<T> NeverAsync<T>(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stop = cancellationToken.Register(stopped.SetResult);
        _next.TrySetResult(stopped.Task);
        await stopped.Task;
        throw new OperationCanceledException(cancellationToken);
    }
}
