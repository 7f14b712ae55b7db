namespace CdpStudio.Core.Rules.Sentences;

/// <summary>Calls everything by its name.</summary>
public sealed class NamesAsLabels : IRuleLabels
{
    public string Attribute(string name) => name;

    public string Event(string name) => name;

    public string Property(string path) => path;

    public string Segment(string key) => key;

    public string Tag(string key) => key;

    public string List(string key) => key;

    public string Journey(string key) => key;

    public string Topic(string channel, string key) => key;
}
