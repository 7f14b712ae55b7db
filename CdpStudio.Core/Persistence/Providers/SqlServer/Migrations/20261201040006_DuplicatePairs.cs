using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class DuplicatePairs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DuplicatePair",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Low = table.Column<long>(type: "bigint", nullable: false),
                    High = table.Column<long>(type: "bigint", nullable: false),
                    Weight = table.Column<double>(type: "float", nullable: false),
                    Probability = table.Column<double>(type: "float", nullable: false),
                    Evidence = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    Search = table.Column<int>(type: "int", nullable: false),
                    FoundAt = table.Column<long>(type: "bigint", nullable: false),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    By = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    Automatic = table.Column<bool>(type: "bit", nullable: false),
                    JoinedLow = table.Column<long>(type: "bigint", nullable: true),
                    JoinedHigh = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DuplicatePair", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DuplicateSearch",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Nightly = table.Column<bool>(type: "bit", nullable: false),
                    Automatic = table.Column<bool>(type: "bit", nullable: false),
                    Threshold = table.Column<double>(type: "float", nullable: false),
                    Findings = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DuplicateSearch", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "DuplicateSearch",
                columns: new[] { "Id", "Automatic", "Findings", "Nightly", "Number", "Threshold" },
                values: new object[] { 1, false, null, false, 0, 0.98999999999999999 });

            migrationBuilder.CreateIndex(
                name: "IX_DuplicatePair_High",
                table: "DuplicatePair",
                column: "High");

            migrationBuilder.CreateIndex(
                name: "IX_DuplicatePair_Low_High",
                table: "DuplicatePair",
                columns: new[] { "Low", "High" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DuplicatePair_State_Weight_Id",
                table: "DuplicatePair",
                columns: new[] { "State", "Weight", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DuplicatePair");

            migrationBuilder.DropTable(
                name: "DuplicateSearch");
        }
    }
}
