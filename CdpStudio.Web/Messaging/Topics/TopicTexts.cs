namespace CdpStudio.Web.Messaging.Topics;

/// <summary>Marks the texts of this folder.</summary>
public sealed class TopicTexts;
