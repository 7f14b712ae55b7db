// appsettings.json lies beside the solution and is copied next to the program, so that is where content is read from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var app = builder.Build();
app.Run();
