namespace CdpStudio.Core.Rules.Sentences;

/// <summary>What people call the things that a rule names. A thing without a label is called by its name.</summary>
public interface IRuleLabels
{
    string Attribute(string name);

    /// <param name="name">One name, never a pattern.</param>
    string Event(string name);

    string Property(string path);

    string Segment(string key);

    string Tag(string key);

    string List(string key);

    string Journey(string key);

    /// <param name="key">Of a topic that people consent to in the channel.</param>
    string Topic(string channel, string key);
}
