using CdpStudio.Core.Journeys.Definition;

namespace CdpStudio.Web.Journeys.Steps;

internal static class StepJson
{
    /// <summary>A step as the canvas sends it. It comes from a browser: null when it is none.</summary>
    public static JourneyStep? Read(string json) =>
        json.Length > 0 && DefinitionReader.Read($$"""{"version":1,"steps":[{{json}}],"edges":[]}""") is DefinitionReading.Read { Definition.Steps: [var step] } ? step : null;


}
