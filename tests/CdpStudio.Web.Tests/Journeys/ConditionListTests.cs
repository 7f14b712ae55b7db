using Bunit;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Journeys.Walks;
using CdpStudio.Web.Tests.Components;
using CdpStudio.Web.Tests.Segments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Web.Tests.Journeys;

public sealed class ConditionListTests : ComponentTest
{
    public ConditionListTests()
    {
        var engine = new FakeEngine();
        var segments = new SegmentRules(new NoDatabase(), NullLogger<SegmentRules>.Instance);
        Services.AddRules();
        Services.AddSingleton<IAudienceVocabulary>(engine);
        Services.AddSingleton(segments);
        Services.AddSingleton(new WorkspaceVocabulary(engine, segments, []));
        Services.AddScoped<ConditionWords>();
    }

    /// <summary>The engine explains a segment by what it asks for, at the same place in the rule.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Segment_IsOneConditionWithTheSegmentsAnswer(bool isInAGroup)
    {
        Rule segment = new Rule.Segment("regulars");
        var place = isInAGroup ? "/all/0" : "";
        var asked = Node(place, holds: false, Node(place, holds: true));
        var decision = isInAGroup ? new PathDecision(new Rule.All([segment]), Node("", holds: false, asked)) : new PathDecision(segment, asked);

        var list = Render<ConditionList>(parameters => parameters.Add(p => p.Decision, decision));

        var condition = Assert.Single(list.FindAll("li"));
        Assert.Contains("Not met", condition.TextContent, StringComparison.Ordinal);
        Assert.Contains("regulars", condition.TextContent, StringComparison.Ordinal);
    }

    private static NodeExplanation Node(string place, bool holds, params NodeExplanation[] children) => new(place, holds, Value: null, [], MatchingEvents: 0, children);
}
