using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Benchmarks.Peers;

/// <summary>The types of the shop's attributes, so that rules are read as they would be in a workspace that has seen it.</summary>
internal sealed class ShopNames : IRuleVocabulary
{
    public DataType? TypeOf(string attribute) => attribute switch
    {
        "signup" or "birthday" => DataType.DateTime,
        "loyalty" or "ltv" => DataType.Number,
        "consent_email" => DataType.Boolean,
        _ => DataType.Text,
    };

    public bool KnowsEvent(EventPattern pattern) => true;

    public bool KnowsProperty(string path) => true;

    public bool HasSegment(string key) => false;

    public bool HasTag(string key) => false;

    public bool HasList(string key) => false;

    public bool HasJourney(string key) => false;
}
